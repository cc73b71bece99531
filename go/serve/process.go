package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"strconv"
	"sync/atomic"
	"time"
)

// checkTimeout bounds all checks of one probe; Kubernetes waits one second for an answer unless told otherwise.
const checkTimeout = time.Second

var errDraining = errors.New("draining")

// A Check tells whether the program can do its work. It is asked at every readiness probe, so it must be cheap.
type Check struct {
	Name  string
	Probe func(ctx context.Context) error
}

// A Process is what a [Program] sees of the process that runs it.
type Process struct {
	Settings Settings
	Logger   *slog.Logger

	listen   func(network, address string) (net.Listener, error)
	opened   []net.Listener
	beside   []Part
	checks   []Check
	draining atomic.Bool
}

// Listen opens a port on all addresses.
func (p *Process) Listen(port int) (net.Listener, error) {
	return p.listenOn(net.JoinHostPort("", strconv.Itoa(port)))
}

func (p *Process) listenOn(address string) (net.Listener, error) {
	listener, err := p.listen("tcp", address)
	if err == nil {
		p.opened = append(p.opened, listener)
	}
	return listener, err
}

// Ready is nil if the program wants traffic: it is not draining and all its checks pass.
func (p *Process) Ready(ctx context.Context) error {
	if p.draining.Load() {
		return errDraining
	}
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	for _, check := range p.checks {
		if err := check.Probe(ctx); err != nil {
			p.Logger.Warn("not ready", "check", check.Name, "error", err)
			return errors.New(check.Name)
		}
	}
	return nil
}

// open takes all ports before anything is started, and gives them back if one can't be had.
func open(options Options, program Program) (*Process, Part, error) {
	p := &Process{Settings: options.Settings, Logger: options.Logger, listen: options.Listen, checks: options.Ready}
	if p.Logger == nil {
		p.Logger = slog.Default()
	}
	if p.listen == nil {
		p.listen = net.Listen
	}
	main, err := program(p)
	for _, beside := range append([]Program{pprofServer}, options.Beside...) {
		if err == nil {
			err = p.addBeside(beside)
		}
	}
	if err != nil {
		for _, listener := range p.opened {
			listener.Close()
		}
		return nil, Part{}, err
	}
	return p, main, nil
}

func (p *Process) addBeside(program Program) error {
	part, err := program(p)
	if err == nil && part.Serve != nil {
		p.beside = append(p.beside, part)
	}
	return err
}
