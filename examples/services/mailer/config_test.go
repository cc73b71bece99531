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

func TestSenderHasADefault(t *testing.T) {
	c, err := read(map[string]string{"DATABASE_URL": "postgres://shop@db.test/shop", "SMTP_ADDR": "relay:25"})
	if err != nil || c.relay != (relay{address: "relay:25", from: "orders@shop.example"}) {
		t.Errorf("got %+v, %v", c.relay, err)
	}
}

func TestAllProblemsOfTheConfigurationAreNamedWithoutSecrets(t *testing.T) {
	_, err := read(map[string]string{"DATABASE_URL": "postgres://shop:hunter2@db.test:port/shop", "MAIL_FROM": "Shop <orders>"})
	if err == nil {
		t.Fatal("got no error")
	}
	for _, name := range []string{"DATABASE_URL", "SMTP_ADDR", "MAIL_FROM"} {
		if !strings.Contains(err.Error(), name+": ") {
			t.Errorf("%s is not in %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the secret is in %v", err)
	}
}
