package serve

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// HTTP serves handler, /healthz and /readyz on Settings.HTTP, over HTTP/1.1 and unencrypted HTTP/2.
// While the program settles, every answer asks the client to leave: "Connection: close", or GOAWAY over HTTP/2.
//
// The timeouts are ReadHeader 5s, Read 30s, Write 30s and Idle 2m, which is longer than usual load balancers keep an
// idle connection. Configure changes the server before it starts, for instance
//
//	func(s *http.Server) { s.RegisterOnShutdown(sockets.CloseAll) }
//
// to close hijacked connections, which the server forgets, when the settling time is over.
func HTTP(handler http.Handler, configure ...func(*http.Server)) Program {
	return func(p *Process) (Part, error) {
		listener, err := p.Listen(p.Settings.HTTP)
		if err != nil {
			return Part{}, err
		}
		server := newServer(p.Logger, p.askToLeave(p.withHealth(handler)))
		for _, change := range configure {
			change(server)
		}
		return httpPart("http", server, listener), nil
	}
}

// Beside serves handler on a port of its own until the program has drained.
func Beside(name string, handler http.Handler, port func(Settings) int) Program {
	return func(p *Process) (Part, error) {
		listener, err := p.Listen(port(p.Settings))
		if err != nil {
			return Part{}, err
		}
		return besidePart(name, newServer(p.Logger, handler), listener), nil
	}
}

func (p *Process) askToLeave(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.draining.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

// withHealth answers /healthz from the process alone, so that a broken dependency never restarts it.
func (p *Process) withHealth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/healthz":
			w.WriteHeader(http.StatusOK)
		case "/readyz":
			if err := p.Ready(r.Context()); err != nil {
				http.Error(w, "not ready: "+err.Error(), http.StatusServiceUnavailable)
			}
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func newServer(logger *slog.Logger, handler http.Handler) *http.Server {
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetUnencryptedHTTP2(true)
	return &http.Server{
		Handler:           handler,
		Protocols:         protocols,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
}

func httpPart(name string, server *http.Server, listener net.Listener) Part {
	return Part{
		Name: name,
		Serve: func() error {
			if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		},
		Shutdown: func(ctx context.Context) error {
			if err := server.Shutdown(ctx); err != nil {
				return errors.Join(err, server.Close())
			}
			return nil
		},
	}
}

// besidePart cuts off what is in flight at the end: nobody's work depends on it.
func besidePart(name string, server *http.Server, listener net.Listener) Part {
	part := httpPart(name, server, listener)
	part.Shutdown = func(context.Context) error { return server.Close() }
	return part
}
