package grpcserve_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/gantry/serve"
	"example.com/gantry/serve/grpcserve"
)

const patience = 10 * time.Second

// echo is a service without generated code; its only method hands back the health request it got.
type echo struct{ handle func(context.Context) error }

func (e echo) register(s grpc.ServiceRegistrar) {
	s.RegisterService(&grpc.ServiceDesc{
		ServiceName: "test.Echo",
		HandlerType: (*any)(nil),
		Methods:     []grpc.MethodDesc{{MethodName: "Say", Handler: e.say}},
	}, e)
}

func (e echo) say(_ any, ctx context.Context, decode func(any) error, intercept grpc.UnaryServerInterceptor) (any, error) {
	request := new(healthpb.HealthCheckRequest)
	if err := decode(request); err != nil {
		return nil, err
	}
	handle := func(ctx context.Context, request any) (any, error) { return request, e.handle(ctx) }
	return intercept(ctx, request, &grpc.UnaryServerInfo{FullMethod: "/test.Echo/Say"}, handle)
}

func say(ctx context.Context, conn *grpc.ClientConn) error {
	return conn.Invoke(ctx, "/test.Echo/Say", new(healthpb.HealthCheckRequest), new(healthpb.HealthCheckRequest))
}

func fine(context.Context) error { return nil }

type program struct {
	address string
	stop    context.CancelFunc
	done    chan struct{}
	err     error
}

func begin(t *testing.T, options serve.Options, e echo, server ...grpc.ServerOption) *program {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	p := &program{address: listener.Addr().String(), stop: stop, done: make(chan struct{})}
	options.Listen = func(string, string) (net.Listener, error) { return listener, nil }
	options.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	go func() {
		defer close(p.done)
		p.err = serve.Run(ctx, options, grpcserve.New(e.register, server...))
	}()
	t.Cleanup(func() { p.stop(); <-p.done })
	return p
}

func (p *program) wait(t *testing.T) error {
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
	return serve.Settings{Settle: settle, Drain: drain, GRPC: 9000}
}

func dial(t *testing.T, target string, options ...grpc.DialOption) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient(target, append(options, grpc.WithTransportCredentials(insecure.NewCredentials()))...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func health(t *testing.T, conn *grpc.ClientConn, service string) healthpb.HealthCheckResponse_ServingStatus {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	answer, err := healthpb.NewHealthClient(conn).Check(ctx, &healthpb.HealthCheckRequest{Service: service})
	if err != nil {
		t.Fatal(err)
	}
	return answer.Status
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

const (
	serving    = healthpb.HealthCheckResponse_SERVING
	notServing = healthpb.HealthCheckResponse_NOT_SERVING
)

// handled sums grpc_server_handled_total over the series with the code.
func handled(t *testing.T, registry *prometheus.Registry, code string) (sum float64) {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			for _, label := range metric.GetLabel() {
				if family.GetName() == "grpc_server_handled_total" && label.GetName() == "grpc_code" && label.GetValue() == code {
					sum += metric.GetCounter().GetValue()
				}
			}
		}
	}
	return sum
}

// bounds lists the upper bounds of the only series of grpc_server_handling_seconds.
func bounds(t *testing.T, registry *prometheus.Registry) (all []float64) {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() == "grpc_server_handling_seconds" {
			for _, bucket := range family.GetMetric()[0].GetHistogram().GetBucket() {
				all = append(all, bucket.GetUpperBound())
			}
		}
	}
	return all
}
