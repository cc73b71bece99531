// Package grpcserve runs a gRPC server with the lifecycle of package serve.
package grpcserve

import (
	"context"
	"runtime/debug"
	"slices"
	"time"

	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/status"

	"example.com/gantry/serve"
)

// Connections are asked to leave after their age, so that clients spread over new pods, and are cut after the grace.
// grpc-go adds up to a tenth at random to the age.
const (
	maxConnectionAge      = 5 * time.Minute
	maxConnectionAgeGrace = time.Minute
)

// New serves on Settings.GRPC what register adds, together with the standard health service: "liveness" serves until
// the end; "readiness" and "" serve while the program is ready. A call that panics answers Internal.
//
// While the program settles it takes new connections, since clients still come; then every client gets GOAWAY, and
// calls in flight may finish.
func New(register func(grpc.ServiceRegistrar), options ...grpc.ServerOption) serve.Program {
	return func(p *serve.Process) (serve.Part, error) {
		listener, err := p.Listen(p.Settings.GRPC)
		if err != nil {
			return serve.Part{}, err
		}
		// Panics are caught innermost, so that the interceptors in options see an ordinary error.
		server := grpc.NewServer(slices.Concat([]grpc.ServerOption{spread()}, options, recoverPanics(p))...)
		health := newHealth(p)
		health.register(server)
		register(server)
		return serve.Part{
			Name:  "grpc",
			Serve: func() error { return server.Serve(listener) },
			Drain: health.leave,
			Shutdown: func(ctx context.Context) error {
				health.end()
				return shutdown(ctx, server)
			},
		}, nil
	}
}

func spread() grpc.ServerOption {
	return grpc.KeepaliveParams(keepalive.ServerParameters{
		MaxConnectionAge: maxConnectionAge, MaxConnectionAgeGrace: maxConnectionAgeGrace,
	})
}

func recoverPanics(p *serve.Process) []grpc.ServerOption {
	answer := recovery.WithRecoveryHandlerContext(func(ctx context.Context, panicked any) error {
		p.Logger.ErrorContext(ctx, "call panicked", "panic", panicked, "stack", string(debug.Stack()))
		return status.Error(codes.Internal, "internal error")
	})
	return []grpc.ServerOption{
		grpc.ChainUnaryInterceptor(recovery.UnaryServerInterceptor(answer)),
		grpc.ChainStreamInterceptor(recovery.StreamServerInterceptor(answer)),
	}
}

func shutdown(ctx context.Context, server *grpc.Server) error {
	finished := make(chan struct{})
	go func() {
		server.GracefulStop()
		close(finished)
	}()
	select {
	case <-finished:
		return nil
	case <-ctx.Done():
		server.Stop()
		return ctx.Err()
	}
}
