package grpcserve_test

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/resolver"
	"google.golang.org/grpc/resolver/manual"
	"google.golang.org/grpc/status"

	"example.com/gantry/serve"
	"example.com/gantry/serve/grpcserve"
)

func TestDrainingTurnsReadinessOffAndLeavesLivenessOn(t *testing.T) {
	p := begin(t, serve.Options{Settings: times(time.Second, time.Second)}, echo{fine})
	conn := dial(t, p.address)
	for _, service := range []string{"liveness", "readiness", ""} {
		if got := health(t, conn, service); got != serving {
			t.Errorf("%q before: got %s, want %s", service, got, serving)
		}
	}
	p.stop()
	eventually(t, "readiness is off", func() bool { return health(t, conn, "readiness") == notServing })
	if got := health(t, conn, ""); got != notServing {
		t.Errorf(`"": got %s, want %s`, got, notServing)
	}
	if got := health(t, dial(t, p.address), "liveness"); got != serving {
		t.Errorf("liveness on a new connection: got %s, want %s", got, serving)
	}
}

func TestCheckThatFailsTurnsReadinessOffUntilItPasses(t *testing.T) {
	var broken atomic.Bool
	broken.Store(true)
	check := serve.Check{Name: "cache", Probe: func(context.Context) error {
		if broken.Load() {
			return errors.New("cold")
		}
		return nil
	}}
	p := begin(t, serve.Options{Settings: times(0, time.Second), Ready: []serve.Check{check}}, echo{fine})
	conn := dial(t, p.address)
	if got := health(t, conn, "readiness"); got != notServing {
		t.Errorf("got %s, want %s", got, notServing)
	}
	broken.Store(false)
	if got := health(t, conn, "readiness"); got != serving {
		t.Errorf("got %s, want %s", got, serving)
	}
}

func TestWatcherHearsThatTheProgramLeavesAndDoesNotHoldItUp(t *testing.T) {
	p := begin(t, serve.Options{Settings: times(100*time.Millisecond, patience)}, echo{fine})
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	watch, err := healthpb.NewHealthClient(dial(t, p.address)).Watch(ctx, &healthpb.HealthCheckRequest{Service: "readiness"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []healthpb.HealthCheckResponse_ServingStatus{serving, notServing} {
		if got, err := watch.Recv(); err != nil || got.Status != want {
			t.Fatalf("got %s, %v; want %s", got, err, want)
		}
		p.stop()
	}
	if err := p.wait(t); err != nil {
		t.Errorf("got %v, want no error", err)
	}
}

func TestCallInFlightFinishesWithinTheDrain(t *testing.T) {
	begun, release, outcome := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	p := begin(t, serve.Options{Settings: times(0, patience)}, echo{func(context.Context) error {
		close(begun)
		<-release
		return nil
	}})
	conn := dial(t, p.address)
	go func() { outcome <- say(t.Context(), conn) }()
	<-begun
	p.stop()
	eventually(t, "the port is closed", func() bool {
		conn, err := net.Dial("tcp", p.address)
		if err == nil {
			conn.Close()
		}
		return err != nil
	})
	close(release)
	if err := <-outcome; err != nil {
		t.Errorf("call: got %v, want no error", err)
	}
	if err := p.wait(t); err != nil {
		t.Errorf("program: got %v, want no error", err)
	}
}

func TestCallLongerThanTheDrainIsCutOffWithAnError(t *testing.T) {
	begun, outcome := make(chan struct{}), make(chan error, 1)
	p := begin(t, serve.Options{Settings: times(0, 50*time.Millisecond)}, echo{func(ctx context.Context) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}})
	conn := dial(t, p.address)
	go func() { outcome <- say(t.Context(), conn) }()
	<-begun
	p.stop()
	if err := p.wait(t); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("program: got %v, want a deadline that was exceeded", err)
	}
	if err := <-outcome; err == nil {
		t.Error("call: got an answer")
	}
}

func TestCallThatPanicsIsAnInternalErrorAndCounted(t *testing.T) {
	registry := prometheus.NewRegistry()
	p := begin(t, serve.Options{Settings: times(0, time.Second)},
		echo{func(context.Context) error { panic("broken") }}, grpcserve.Metrics(registry, prometheus.DefBuckets)...)
	conn := dial(t, p.address)
	if code := status.Code(say(t.Context(), conn)); code != codes.Internal {
		t.Errorf("got %s, want %s", code, codes.Internal)
	}
	if got := handled(t, registry, "Internal"); got != 1 {
		t.Errorf("got %v calls with code Internal, want 1", got)
	}
}

func TestDurationsOfCallsAreCountedInTheBuckets(t *testing.T) {
	registry := prometheus.NewRegistry()
	p := begin(t, serve.Options{Settings: times(0, time.Second)}, echo{fine}, grpcserve.Metrics(registry, []float64{0.3, 2})...)
	if err := say(t.Context(), dial(t, p.address)); err != nil {
		t.Fatal(err)
	}
	if got := bounds(t, registry); !slices.Equal(got, []float64{0.3, 2}) {
		t.Errorf("got %v, want 0.3 and 2", got)
	}
}

func TestReplacingAProgramUnderLoadLosesNoCall(t *testing.T) {
	settings := times(200*time.Millisecond, 2*time.Second)
	var byOld, byYoung atomic.Int64
	count := func(n *atomic.Int64) echo { return echo{func(context.Context) error { n.Add(1); return nil }} }
	old, young := begin(t, serve.Options{Settings: settings}, count(&byOld)), begin(t, serve.Options{Settings: settings}, count(&byYoung))
	addresses := manual.NewBuilderWithScheme("test")
	addresses.InitialState(resolver.State{Addresses: []resolver.Address{{Addr: old.address}, {Addr: young.address}}})
	conn := dial(t, "test:///echo", grpc.WithResolvers(addresses),
		grpc.WithDefaultServiceConfig(`{"loadBalancingConfig": [{"round_robin": {}}]}`), grpc.WithDisableRetry())
	ctx, cancel := context.WithCancel(t.Context())
	var failed atomic.Int64
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			for ctx.Err() == nil {
				if err := say(t.Context(), conn); err != nil {
					failed.Add(1)
					t.Log(err)
				}
			}
		})
	}
	eventually(t, "both answer", func() bool { return byOld.Load() > 200 && byYoung.Load() > 200 })
	old.stop()
	if err := old.wait(t); err != nil {
		t.Errorf("got %v, want no error", err)
	}
	before := byYoung.Load()
	eventually(t, "the load goes on", func() bool { return byYoung.Load() > before+500 })
	cancel()
	clients.Wait()
	if failed.Load() > 0 {
		t.Errorf("%d of %d calls failed", failed.Load(), byOld.Load()+byYoung.Load())
	}
}
