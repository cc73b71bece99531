package serve_test

import (
	"reflect"
	"slices"
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
		Buckets: []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
	}
	if !reflect.DeepEqual(got, want) || err != nil {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestProfilesCanBeTurnedOff(t *testing.T) {
	got, err := readSettings(map[string]string{"GANTRY_PPROF": "off"})
	if got.Pprof != "" || err != nil {
		t.Errorf("got %q, %v; want none", got.Pprof, err)
	}
}

func TestProfilesCanBeServedOnAllInterfacesOrOnLoopback(t *testing.T) {
	for _, address := range []string{":6060", "127.0.0.1:6061", "[::1]:6060", "localhost:65535"} {
		got, err := readSettings(map[string]string{"GANTRY_PPROF": address})
		if got.Pprof != address || err != nil {
			t.Errorf("got %q, %v; want %q", got.Pprof, err, address)
		}
	}
}

func TestBucketsAreRead(t *testing.T) {
	for text, want := range map[string][]float64{
		"0.3":              {0.3},
		"0.005,0.3,2,10":   {0.005, 0.3, 2, 10},
		"1e-3,0.30001,600": {0.001, 0.30001, 600},
	} {
		got, err := readSettings(map[string]string{"GANTRY_BUCKETS": text})
		if !slices.Equal(got.Buckets, want) || err != nil {
			t.Errorf("%s: got %v, %v; want %v", text, got.Buckets, err, want)
		}
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
		"GANTRY_PPROF":        {"0.0.0.0:6060", "[::]:6060", "10.0.0.1:6060", "127.0.0.1", "localhost:0", ":", ":0", ":65536"},
		"GANTRY_BUCKETS": {
			"fast", "0.1;0.3", "0.1,,0.3", "0.1,", ",", "0.1, 0.3", "0.3,0.1", "0.3,0.3", "0,0.3", "-0.1,0.3",
			"0.3,+Inf", "NaN", "0.3,NaN", "1e999",
		},
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
