package serve_test

import (
	"strings"
	"testing"
	"time"

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
)

func readSettings(variables map[string]string) (serve.Settings, error) {
	r := env.New(func(name string) (string, bool) {
		text, set := variables[name]
		return text, set
	})
	settings := serve.ReadSettings(r)
	return settings, r.Err()
}

func TestSettingsHaveDefaults(t *testing.T) {
	got, err := readSettings(nil)
	want := serve.Settings{
		Settle: 5 * time.Second, Drain: 20 * time.Second, Grace: 30 * time.Second,
		HTTP: 8080, GRPC: 9000, Health: 8081, Metrics: 9090, Pprof: "127.0.0.1:6060",
	}
	if got != want || err != nil {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestProfilesCanBeTurnedOff(t *testing.T) {
	got, err := readSettings(map[string]string{"GANTRY_PPROF": "off"})
	if got.Pprof != "" || err != nil {
		t.Errorf("got %q, %v; want none", got.Pprof, err)
	}
}

func TestTimesThatJustFitTheGraceAreAccepted(t *testing.T) {
	_, err := readSettings(map[string]string{"GANTRY_SETTLE": "10s", "GANTRY_DRAIN": "20s"})
	if err != nil {
		t.Errorf("got %v, want no error", err)
	}
}

func TestWrongSettingsAreRefusedByName(t *testing.T) {
	for variable, rows := range map[string][]string{
		"GANTRY_SETTLE":       {"5", "-1s"},
		"GANTRY_DRAIN":        {"soon"},
		"GANTRY_GRACE":        {"30"},
		"GANTRY_PORT_HTTP":    {"0", "65536", "http"},
		"GANTRY_PORT_GRPC":    {"-1"},
		"GANTRY_PORT_HEALTH":  {"0"},
		"GANTRY_PORT_METRICS": {"9090/tcp"},
		"GANTRY_PPROF":        {"0.0.0.0:6060", ":6060", "10.0.0.1:6060", "127.0.0.1", "localhost:0"},
	} {
		for _, text := range rows {
			_, err := readSettings(map[string]string{variable: text})
			if err == nil || !strings.Contains(err.Error(), variable+`: got "`+text+`", need `) {
				t.Errorf("%s=%s: got %v", variable, text, err)
			}
		}
	}
}

func TestSettlingAndDrainingLongerThanTheGraceIsRefused(t *testing.T) {
	_, err := readSettings(map[string]string{"GANTRY_SETTLE": "15s", "GANTRY_GRACE": "34s"})
	want := "configuration: GANTRY_SETTLE + GANTRY_DRAIN: got 15s + 20s = 35s, need GANTRY_GRACE (34s) or less"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
