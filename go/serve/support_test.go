package serve_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/gantry/serve"
)

const patience = 10 * time.Second

// ports opens every port as a free one on loopback and remembers which.
type ports struct {
	mu     sync.Mutex
	opened map[string]string
}

func (p *ports) listen(network, address string) (net.Listener, error) {
	listener, err := net.Listen(network, "127.0.0.1:0")
	if err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.opened[address] = listener.Addr().String()
	}
	return listener, err
}

// at waits until the address that the program asked for is open, and returns where it is.
func (p *ports) at(t *testing.T, asked string) string {
	t.Helper()
	var actual string
	eventually(t, "port "+asked+" is open", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		actual = p.opened[asked]
		return actual != ""
	})
	return actual
}

type running struct {
	ports
	stop context.CancelFunc // as SIGTERM does
	done chan struct{}
	err  error
}

// begin runs a program with short times; it is stopped at the end of the test at the latest.
func begin(t *testing.T, options serve.Options, main serve.Program) *running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	p := &running{ports: ports{opened: map[string]string{}}, stop: stop, done: make(chan struct{})}
	options.Listen = p.listen
	options.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	go func() {
		defer close(p.done)
		p.err = serve.Run(ctx, options, main)
	}()
	t.Cleanup(func() { p.stop(); <-p.done })
	return p
}

// wait returns Run's error.
func (p *running) wait(t *testing.T) error {
	t.Helper()
	select {
	case <-p.done:
		return p.err
	case <-time.After(patience):
		t.Fatal("the program did not end")
		return nil
	}
}

func times(settle, drain time.Duration) serve.Settings {
	return serve.Settings{Settle: settle, Drain: drain, HTTP: 8080, Health: 8081}
}

func get(t *testing.T, client *http.Client, url string) *http.Response {
	t.Helper()
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, response.Body)
	response.Body.Close()
	return response
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

// newClient has connections of its own.
func newClient(t *testing.T) *http.Client {
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: patience}
}

// awaitLine reads until a line contains text.
func awaitLine(t *testing.T, from io.Reader, text string) {
	t.Helper()
	line := ""
	for one := make([]byte, 1); !strings.Contains(line, text); {
		if _, err := from.Read(one); err != nil {
			t.Fatalf("no line with %q: %v", text, err)
		}
		if line += string(one); one[0] == '\n' && !strings.Contains(line, text) {
			line = ""
		}
	}
}
