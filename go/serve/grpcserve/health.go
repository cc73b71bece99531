package grpcserve

import (
	"context"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/gantry/serve"
)

// healthService is the standard one; asking it for readiness runs the program's checks, and whoever watches hears of
// the outcome.
type healthService struct {
	*health.Server
	process *serve.Process
	mu      sync.Mutex
	left    bool

	ending context.Context // ends when the server takes no more calls
	end    context.CancelFunc
}

func newHealth(p *serve.Process) *healthService {
	ending, end := context.WithCancel(context.Background())
	h := &healthService{Server: health.NewServer(), process: p, ending: ending, end: end}
	h.SetServingStatus("liveness", healthpb.HealthCheckResponse_SERVING)
	return h
}

func (h *healthService) register(server *grpc.Server) { healthpb.RegisterHealthServer(server, h) }

// leave is final: checks that were running meanwhile can't make the program ready again.
func (h *healthService) leave() {
	h.mu.Lock()
	h.left = true
	h.mu.Unlock()
	h.setReady(false)
}

func (h *healthService) Check(ctx context.Context, r *healthpb.HealthCheckRequest) (*healthpb.HealthCheckResponse, error) {
	h.refresh(ctx, r.Service)
	return h.Server.Check(ctx, r)
}

func (h *healthService) Watch(r *healthpb.HealthCheckRequest, stream healthpb.Health_WatchServer) error {
	ctx, cancel := context.WithCancel(stream.Context())
	defer cancel()
	defer context.AfterFunc(h.ending, cancel)()
	h.refresh(ctx, r.Service)
	return h.Server.Watch(r, watcher{stream, ctx})
}

// watcher ends with ctx: a client that watches for ever must not hold up the drain.
type watcher struct {
	healthpb.Health_WatchServer
	ctx context.Context
}

func (w watcher) Context() context.Context { return w.ctx }

func (h *healthService) refresh(ctx context.Context, service string) {
	if service == "readiness" || service == "" {
		h.setReady(h.process.Ready(ctx) == nil)
	}
}

func (h *healthService) setReady(ready bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	status := healthpb.HealthCheckResponse_NOT_SERVING
	if ready && !h.left {
		status = healthpb.HealthCheckResponse_SERVING
	}
	h.SetServingStatus("readiness", status)
	h.SetServingStatus("", status)
}
