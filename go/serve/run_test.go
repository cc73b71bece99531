package serve_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"example.com/gantry/serve"
)

var errBroken = errors.New("broken")

func TestCheckThatFailsTurnsReadinessOffAndLeavesTheProgramAlive(t *testing.T) {
	p := begin(t, serve.Options{
		Settings: times(0, time.Second),
		Ready:    []serve.Check{{Name: "schema", Probe: func(context.Context) error { return errBroken }}},
	}, serve.HTTP(hello))
	url := "http://" + p.at(t, ":8080")
	if code := get(t, newClient(t), url+"/readyz").StatusCode; code != http.StatusServiceUnavailable {
		t.Errorf("readiness: got %d, want 503", code)
	}
	if code := get(t, newClient(t), url+"/healthz").StatusCode; code != http.StatusOK {
		t.Errorf("liveness: got %d, want 200", code)
	}
}

func TestWorkerIsToldToStopAndWaitedFor(t *testing.T) {
	finished := false
	p := begin(t, serve.Options{Settings: times(0, patience)}, serve.Worker(func(ctx context.Context) error {
		<-ctx.Done()
		time.Sleep(50 * time.Millisecond)
		finished = true
		return nil
	}))
	if code := get(t, newClient(t), "http://"+p.at(t, ":8081")+"/readyz").StatusCode; code != http.StatusOK {
		t.Errorf("readiness: got %d, want 200", code)
	}
	p.stop()
	if err := p.wait(t); err != nil || !finished {
		t.Errorf("got %v, finished %t; want no error and finished", err, finished)
	}
}

func TestWorkerThatEndsEndsTheProgramWithItsError(t *testing.T) {
	for _, want := range []error{nil, errBroken} {
		p := begin(t, serve.Options{Settings: times(time.Hour, time.Second)}, serve.Worker(func(context.Context) error { return want }))
		if got := p.wait(t); !errors.Is(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}

func TestWorkerThatDoesNotStopIsAnErrorAfterTheDrain(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	p := begin(t, serve.Options{Settings: times(0, 50*time.Millisecond)}, serve.Worker(func(context.Context) error {
		<-release
		return nil
	}))
	p.at(t, ":8081")
	p.stop()
	if err := p.wait(t); err == nil || !strings.Contains(err.Error(), "still working after 50ms") {
		t.Errorf("got %v, want a worker that is still working", err)
	}
}

func TestServerBesideThatFailsEndsTheProgramWithItsError(t *testing.T) {
	broken := func(*serve.Process) (serve.Part, error) {
		return serve.Part{
			Name:     "metrics",
			Serve:    func() error { return errBroken },
			Shutdown: func(context.Context) error { return nil },
		}, nil
	}
	p := begin(t, serve.Options{Settings: times(0, time.Second), Beside: []serve.Program{broken}}, serve.HTTP(hello))
	if err := p.wait(t); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want %v", err, errBroken)
	}
}

func TestPortThatIsTakenIsAnErrorAndTheOthersAreGivenBack(t *testing.T) {
	var given []net.Listener
	listen := func(network, address string) (net.Listener, error) {
		if address == ":8080" {
			return nil, errBroken
		}
		listener, err := net.Listen(network, "127.0.0.1:0")
		given = append(given, listener)
		return listener, err
	}
	beside := serve.Beside("other", hello, func(serve.Settings) int { return 9999 })
	main := func(p *serve.Process) (serve.Part, error) {
		if _, err := beside(p); err != nil {
			return serve.Part{}, err
		}
		return serve.HTTP(hello)(p)
	}
	err := serve.Run(t.Context(), serve.Options{Settings: times(0, 0), Listen: listen}, main)
	if !errors.Is(err, errBroken) || len(given) != 1 {
		t.Fatalf("got %v and %d ports, want %v and one", err, len(given), errBroken)
	}
	if _, err := given[0].Accept(); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v, want a closed port", err)
	}
}

func TestProfilesAreOnTheirOwnAddressOnly(t *testing.T) {
	settings := times(0, time.Second)
	settings.Pprof = "127.0.0.1:6060"
	p := begin(t, serve.Options{Settings: settings}, serve.HTTP(http.NewServeMux()))
	if code := get(t, newClient(t), "http://"+p.at(t, "127.0.0.1:6060")+"/debug/pprof/goroutine").StatusCode; code != http.StatusOK {
		t.Errorf("own address: got %d, want 200", code)
	}
	if code := get(t, newClient(t), "http://"+p.at(t, ":8080")+"/debug/pprof/goroutine").StatusCode; code != http.StatusNotFound {
		t.Errorf("public port: got %d, want 404", code)
	}
}

func TestProfileInFlightDoesNotFailTheProgram(t *testing.T) {
	settings := times(0, time.Second)
	settings.Pprof = "127.0.0.1:6060"
	p := begin(t, serve.Options{Settings: settings}, serve.HTTP(hello))
	response, err := newClient(t).Get("http://" + p.at(t, "127.0.0.1:6060") + "/debug/pprof/trace?seconds=60")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	p.stop()
	if err := p.wait(t); err != nil {
		t.Errorf("got %v, want no error", err)
	}
}
