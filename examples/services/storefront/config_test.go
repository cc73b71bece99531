package main

import (
	"strings"
	"testing"

	"example.com/gantry/serve/env"
)

func read(variables map[string]string) (config, error) {
	return readConfig(env.New(func(name string) (string, bool) {
		text, set := variables[name]
		return text, set
	}))
}

func TestConfigurationIsComplete(t *testing.T) {
	c, err := read(map[string]string{"DATABASE_URL": "postgres://shop@db.test/shop", "PRICING_ADDR": "pricing:9000"})
	if err != nil || c.pricing != "pricing:9000" || c.database.ConnConfig.Host != "db.test" || c.traced {
		t.Errorf("got %+v, %v", c, err)
	}
}

func TestAllProblemsOfTheConfigurationAreNamedWithoutSecrets(t *testing.T) {
	_, err := read(map[string]string{
		"DATABASE_URL": "postgres://shop:hunter2@db.test:port/shop", "OTEL_EXPORTER_OTLP_ENDPOINT": "collector:4317", "GANTRY_SETTLE": "5",
	})
	if err == nil {
		t.Fatal("got no error")
	}
	for _, name := range []string{"DATABASE_URL", "PRICING_ADDR", "OTEL_EXPORTER_OTLP_ENDPOINT", "GANTRY_SETTLE"} {
		if !strings.Contains(err.Error(), name+": ") {
			t.Errorf("%s is not in %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "db.test") {
		t.Errorf("the secret is in %v", err)
	}
}
