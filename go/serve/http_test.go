package serve_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"testing"
	"time"

	"example.com/gantry/serve"
)

var hello = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("hello")) })

func TestReadinessGoesOffWhileRequestsAreStillAnswered(t *testing.T) {
	p := begin(t, serve.Options{Settings: times(time.Second, time.Second)}, serve.HTTP(hello))
	url := "http://" + p.at(t, ":8080")
	if code := get(t, newClient(t), url+"/readyz").StatusCode; code != http.StatusOK {
		t.Fatalf("readiness before: got %d, want 200", code)
	}
	p.stop()
	eventually(t, "readiness is off", func() bool {
		return get(t, newClient(t), url+"/readyz").StatusCode == http.StatusServiceUnavailable
	})
	for _, path := range []string{"/", "/healthz"} {
		if code := get(t, newClient(t), url+path).StatusCode; code != http.StatusOK {
			t.Errorf("%s while settling: got %d, want 200", path, code)
		}
	}
	if err := p.wait(t); err != nil {
		t.Errorf("got %v, want no error", err)
	}
	if _, err := newClient(t).Get(url); err == nil {
		t.Error("a connection was taken after the end")
	}
}

func TestKeptAliveConnectionIsAskedToClose(t *testing.T) {
	p := begin(t, serve.Options{Settings: times(time.Second, time.Second)}, serve.HTTP(hello))
	url, client := "http://"+p.at(t, ":8080"), newClient(t)
	if get(t, client, url).Close {
		t.Fatal("the connection is closed although nothing drains")
	}
	p.stop()
	eventually(t, "readiness is off", func() bool { return get(t, newClient(t), url+"/readyz").StatusCode != http.StatusOK })
	response, reused := getTraced(t, client, url)
	if !reused || !response.Close {
		t.Errorf("got reused %t, close %t; want both", reused, response.Close)
	}
	if _, reused := getTraced(t, client, url); reused {
		t.Error("the connection is used again after it was closed")
	}
}

func TestHTTP2ClientIsSentAway(t *testing.T) {
	p := begin(t, serve.Options{Settings: times(time.Second, time.Second)}, serve.HTTP(hello))
	url, client := "http://"+p.at(t, ":8080"), newClient(t)
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	client.Transport.(*http.Transport).Protocols = protocols
	if got := get(t, client, url).ProtoMajor; got != 2 {
		t.Fatalf("got HTTP/%d, want HTTP/2", got)
	}
	p.stop()
	eventually(t, "readiness is off", func() bool { return get(t, newClient(t), url+"/readyz").StatusCode != http.StatusOK })
	if response, reused := getTraced(t, client, url); !reused || response.StatusCode != http.StatusOK {
		t.Errorf("got reused %t, code %d; want an answer on the old connection", reused, response.StatusCode)
	}
	eventually(t, "the client leaves the connection", func() bool { _, reused := getTraced(t, client, url); return !reused })
}

func getTraced(t *testing.T, client *http.Client, url string) (*http.Response, bool) {
	t.Helper()
	var reused bool
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) { reused = info.Reused }}
	request, err := http.NewRequestWithContext(httptrace.WithClientTrace(t.Context(), trace), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	return response, reused
}

// slow answers when released, and tells when it has begun.
type slow struct{ begun, release chan struct{} }

func newSlow() slow { return slow{make(chan struct{}), make(chan struct{})} }

func (s slow) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	close(s.begun)
	select {
	case <-s.release:
	case <-r.Context().Done():
	}
}

func TestRequestInFlightFinishesWithinTheDrain(t *testing.T) {
	handler := newSlow()
	p := begin(t, serve.Options{Settings: times(0, patience)}, serve.HTTP(handler))
	url, code := "http://"+p.at(t, ":8080"), make(chan int, 1)
	go func() { code <- get(t, newClient(t), url).StatusCode }()
	<-handler.begun
	p.stop()
	eventually(t, "the port is closed", func() bool {
		conn, err := net.Dial("tcp", p.at(t, ":8080"))
		if err == nil {
			conn.Close()
		}
		return err != nil
	})
	close(handler.release)
	if got := <-code; got != http.StatusOK {
		t.Errorf("got %d, want 200", got)
	}
	if err := p.wait(t); err != nil {
		t.Errorf("got %v, want no error", err)
	}
}

func TestRequestLongerThanTheDrainIsCutOffWithAnError(t *testing.T) {
	handler := newSlow()
	p := begin(t, serve.Options{Settings: times(0, 50*time.Millisecond)}, serve.HTTP(handler))
	url, failure := "http://"+p.at(t, ":8080"), make(chan error, 1)
	go func() {
		_, err := newClient(t).Get(url)
		failure <- err
	}()
	<-handler.begun
	p.stop()
	if err := p.wait(t); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a deadline that was exceeded", err)
	}
	if err := <-failure; err == nil {
		t.Error("the client got an answer")
	}
}

func TestShutdownHookRunsWhenTheSettlingTimeIsOver(t *testing.T) {
	var called atomic.Int64
	const settle = 100 * time.Millisecond
	p := begin(t, serve.Options{Settings: times(settle, time.Second)}, serve.HTTP(hello, func(s *http.Server) {
		s.RegisterOnShutdown(func() { called.Store(time.Now().UnixNano()) })
	}))
	p.at(t, ":8080")
	began := time.Now()
	p.stop()
	eventually(t, "the hook is called", func() bool { return called.Load() != 0 })
	if after := time.Unix(0, called.Load()).Sub(began); after < settle {
		t.Errorf("called after %s, want %s or more", after, settle)
	}
}
