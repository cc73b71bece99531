package env_test

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"example.com/gantry/serve/env"
)

func from(variables map[string]string) *env.Reader {
	return env.New(func(name string) (string, bool) {
		text, set := variables[name]
		return text, set
	})
}

func TestRightValuesAreRead(t *testing.T) {
	r := from(map[string]string{
		"NAME": "shop", "COUNT": "3", "WAIT": "1m30s", "API": "https://api.test/v1", "PEER": "pricing:9000", "KIND": "slack", "LEVEL": "warn",
	})
	equal(t, r.String("NAME"), "shop")
	equal(t, r.Int("COUNT", 1, 3), 3)
	equal(t, r.Duration("WAIT"), 90*time.Second)
	equal(t, r.URL("API").String(), "https://api.test/v1")
	equal(t, r.Address("PEER"), "pricing:9000")
	equal(t, r.OneOf("KIND", []string{"wecom", "slack"}), "slack")
	equal(t, r.Level("LEVEL"), slog.LevelWarn)
	equal(t, r.Err(), nil)
}

func TestUnsetVariableReadsAsItsDefaultOrZero(t *testing.T) {
	r := from(map[string]string{"EMPTY": ""})
	equal(t, r.Duration("WAIT", env.Default("5s")), 5*time.Second)
	equal(t, r.Int("EMPTY", 1, 9, env.Default("7")), 7)
	equal(t, r.String("NAME"), "")
	equal(t, r.URL("API") == nil, true)
	equal(t, r.Err(), nil)
}

func TestWrongValueIsRefusedWithWhatIsAllowed(t *testing.T) {
	for _, row := range []struct {
		text string
		read func(*env.Reader)
		want string
	}{
		{"", func(r *env.Reader) { r.String("X", env.Required) }, "X: not set, need some text"},
		{"4", func(r *env.Reader) { r.Int("X", 1, 3) }, `X: got "4", need a whole number from 1 to 3`},
		{"1.5", func(r *env.Reader) { r.Int("X", 1, 3) }, `X: got "1.5", need a whole number from 1 to 3`},
		{"5", func(r *env.Reader) { r.Duration("X") }, `X: got "5", need a duration of 0s or more, such as 500ms or 1m30s`},
		{"-1s", func(r *env.Reader) { r.Duration("X") }, `X: got "-1s", need a duration of 0s or more, such as 500ms or 1m30s`},
		{"/only/path", func(r *env.Reader) { r.URL("X") }, `X: got "/only/path", need a URL such as https://example.com/path`},
		{"ftp://host", func(r *env.Reader) { r.URL("X") }, `X: got "ftp://host", need a URL such as https://example.com/path`},
		{"host", func(r *env.Reader) { r.Address("X") }, `X: got "host", need host:port`},
		{"host:http", func(r *env.Reader) { r.Address("X") }, `X: got "host:http", need host:port`},
		{"host:70000", func(r *env.Reader) { r.Address("X") }, `X: got "host:70000", need host:port`},
		{":80", func(r *env.Reader) { r.Address("X") }, `X: got ":80", need host:port`},
		{"c", func(r *env.Reader) { r.OneOf("X", []string{"a", "b"}) }, `X: got "c", need one of a, b`},
		{"loud", func(r *env.Reader) { r.Level("X") }, `X: got "loud", need one of debug, info, warn, error`},
	} {
		r := from(map[string]string{"X": row.text})
		row.read(r)
		if err := r.Err(); err == nil || err.Error() != "configuration: "+row.want {
			t.Errorf("%q: got %v, want %s", row.text, err, row.want)
		}
	}
}

func TestSecretValueIsNotShown(t *testing.T) {
	r := from(map[string]string{"HOOK": "key=hunter2"})
	r.URL("HOOK", env.Required, env.Secret)
	if err := r.Err(); err == nil || strings.Contains(err.Error(), "hunter2") || !strings.Contains(err.Error(), "HOOK") {
		t.Errorf("got %v, want the name without the value", err)
	}
}

func TestAllProblemsAreReportedAtOnce(t *testing.T) {
	r := from(map[string]string{"COUNT": "many"})
	r.String("NAME", env.Required)
	r.Int("COUNT", 0, 9)
	r.Refuse("A and B: got both, need one")
	want := `configuration: NAME: not set, need some text; COUNT: got "many", need a whole number from 0 to 9; A and B: got both, need one`
	if err := r.Err(); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func equal[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
