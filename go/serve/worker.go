package serve

import (
	"context"
	"net/http"
)

// Worker runs work until it returns, and answers /healthz and /readyz on Settings.Health.
// The context of work ends at SIGTERM: take nothing new, finish what was begun (with [context.WithoutCancel]) within
// Settings.Drain, and return nil, or an error if what should be done is not done.
func Worker(work func(ctx context.Context) error) Program {
	return func(p *Process) (Part, error) {
		health := Beside("health", p.withHealth(http.NotFoundHandler()), func(s Settings) int { return s.Health })
		if err := p.addBeside(health); err != nil {
			return Part{}, err
		}
		ctx, cancel := context.WithCancel(context.Background())
		return Part{
			Name:  "worker",
			Serve: func() error { return work(ctx) },
			Drain: cancel,
			// Drain has already told the worker to stop; Run waits for it.
			Shutdown: func(context.Context) error { return nil },
		}, nil
	}
}
