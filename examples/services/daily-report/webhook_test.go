package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// chat answers every message with the code and the body, and keeps the last message.
func chat(t *testing.T, kind string, code int, body string) (webhook, *string) {
	t.Helper()
	last := new(string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		message, _ := io.ReadAll(r.Body)
		*last = r.Method + " " + r.Header.Get("Content-Type") + " " + string(message)
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return webhook{kind: kind, url: server.URL + "/send?key=hunter2", client: server.Client()}, last
}

func TestMessageHasTheFormOfTheChat(t *testing.T) {
	for kind, want := range map[string]string{
		"wecom": `POST application/json {"markdown":{"content":"all is well"},"msgtype":"markdown"}`,
		"slack": `POST application/json {"text":"all is well"}`,
	} {
		hook, got := chat(t, kind, http.StatusOK, `{"errcode": 0, "errmsg": "ok"}`)
		if err := hook.post(t.Context(), "all is well"); err != nil || *got != want {
			t.Errorf("%s: got %s, %v; want %s", kind, *got, err, want)
		}
	}
}

func TestAnswerIsJudged(t *testing.T) {
	for _, row := range []struct {
		kind    string
		code    int
		body    string
		refused bool
	}{
		{"wecom", 200, `{"errcode": 93000, "errmsg": "invalid webhook url"}`, true},
		{"wecom", 200, `{"errcode": 45009, "errmsg": "api freq out of limit"}`, false},
		{"wecom", 200, `<html>`, true},
		{"wecom", 200, `{}`, true},
		{"wecom", 502, ``, false},
		{"slack", 404, `no_service`, true},
		{"slack", 429, ``, false},
		{"slack", 500, ``, false},
	} {
		hook, _ := chat(t, row.kind, row.code, row.body)
		err := hook.post(t.Context(), "all is well")
		if err == nil || errors.Is(err, errRefused) != row.refused {
			t.Errorf("%s %d %s: got %v, want refused %t", row.kind, row.code, row.body, err, row.refused)
		}
	}
}

func TestErrorDoesNotNameTheURL(t *testing.T) {
	hook, _ := chat(t, "wecom", http.StatusOK, "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	unreachable := hook.post(ctx, "all is well")
	hook.url = "https://chat.test/\x00hunter2"
	malformed := hook.post(t.Context(), "all is well")
	for _, err := range []error{unreachable, malformed} {
		if err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("got %v, want an error without the key", err)
		}
	}
}
