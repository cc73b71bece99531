package main

import (
	"net/http"
	"net/http/httptest"
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

func TestReportGoesFromPrometheusToTheChat(t *testing.T) {
	source := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"status": "success", "data": {"resultType": "vector", "result": [` + sample("storefront", "1") + `]}}`))
	}))
	t.Cleanup(source.Close)
	hook, got := chat(t, "wecom", http.StatusOK, `{"errcode": 0}`)
	c, err := read(map[string]string{"PROMETHEUS_URL": source.URL, "WEBHOOK_URL": hook.url})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.report(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(*got, "- storefront: 1.0 req/s, 100.00 % errors, P95 1s") {
		t.Errorf("got %s", *got)
	}
}

func TestAllProblemsOfTheConfigurationAreNamedWithoutSecrets(t *testing.T) {
	_, err := read(map[string]string{"WEBHOOK_URL": "chat.test/hunter2", "WEBHOOK_KIND": "irc"})
	if err == nil {
		t.Fatal("got no error")
	}
	for _, name := range []string{"PROMETHEUS_URL", "WEBHOOK_URL", "WEBHOOK_KIND"} {
		if !strings.Contains(err.Error(), name+": ") {
			t.Errorf("%s is not in %v", name, err)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the secret is in %v", err)
	}
}
