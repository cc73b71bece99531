package serve

import (
	"net/http"
	"net/http/pprof"
)

// pprofServer serves profiles on Settings.Pprof with a mux of its own: reach a loopback address by port-forward.
func pprofServer(p *Process) (Part, error) {
	if p.Settings.Pprof == "" {
		return Part{}, nil
	}
	listener, err := p.listenOn(p.Settings.Pprof)
	if err != nil {
		return Part{}, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	server := newServer(p.Logger, mux)
	server.WriteTimeout = 0 // a profile takes as long as it is asked to
	return besidePart("pprof", server, listener), nil
}
