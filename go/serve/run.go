// Package serve runs a program so that replacing it loses no request.
//
// On SIGTERM a program turns its readiness off, serves on for a while and asks its clients to connect anew, because
// proxies learn late that it is leaving and clients reuse connections for as long as they may. Then it finishes what
// is in flight and ends. [Settings] holds the times.
package serve

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// Options says what every kind of program needs.
type Options struct {
	Settings Settings
	// Logger defaults to slog.Default().
	Logger *slog.Logger
	// Ready must all pass for the program to be ready.
	Ready []Check
	// Beside are servers that run until the program has drained, such as the one for metrics.
	Beside []Program
	// Listen opens each port; it defaults to net.Listen. Tests give one that stays on loopback.
	Listen func(network, address string) (net.Listener, error)
}

// A Program opens what it needs in p and returns the part that is to be run: [HTTP], [Worker], grpcserve.New.
type Program func(p *Process) (Part, error)

// A Part is a server or a loop.
type Part struct {
	// Name is for messages.
	Name string
	// Serve works until Shutdown, and then returns nil.
	Serve func() error
	// Drain is called at the start of the settling time; nil if there is nothing to do.
	Drain func()
	// Shutdown takes no new work and finishes what is in flight; when ctx ends it gives up.
	Shutdown func(ctx context.Context) error
}

// Run opens all ports, runs the program until it ends by itself, ctx ends, or SIGTERM or SIGINT arrives, and drains it.
// A second signal ends the process at once. The error joins all that went wrong.
func Run(ctx context.Context, options Options, program Program) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	p, main, err := open(options, program)
	if err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	beside := make([]*running, len(p.beside))
	for i, part := range p.beside {
		beside[i] = start(part, end)
	}
	serving := start(main, end)
	p.Logger.Info("serving", "program", main.Name)
	<-ctx.Done()
	stop()
	failure := p.drain(serving)
	for _, part := range beside {
		failure = errors.Join(failure, part.stop(time.Second))
	}
	return failure
}

func (p *Process) drain(main *running) error {
	p.draining.Store(true)
	if main.part.Drain != nil {
		main.part.Drain()
	}
	select {
	case <-main.done:
		p.Logger.Info("ended by itself")
	default:
		p.Logger.Info("draining", "settle", p.Settings.Settle.String(), "drain", p.Settings.Drain.String())
	}
	select {
	case <-main.done:
	case <-time.After(p.Settings.Settle):
	}
	return main.stop(p.Settings.Drain)
}

// running is a part whose Serve has been called.
type running struct {
	part Part
	done chan struct{}
	err  error // what Serve returned; valid once done is closed
}

func start(part Part, ended func()) *running {
	r := &running{part: part, done: make(chan struct{})}
	go func() {
		defer ended()
		defer close(r.done)
		r.err = part.Serve()
	}()
	return r
}

func (r *running) stop(within time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	if err := r.part.Shutdown(ctx); err != nil {
		return fmt.Errorf("%s: work was cut off after %s: %w", r.part.Name, within, err)
	}
	select {
	case <-r.done:
	case <-ctx.Done():
		return fmt.Errorf("%s: still working after %s", r.part.Name, within)
	}
	if r.err != nil {
		return fmt.Errorf("%s: %w", r.part.Name, r.err)
	}
	return nil
}
