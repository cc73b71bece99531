// Package metrics serves Prometheus metrics on a port of their own and measures HTTP requests.
package metrics

import (
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"example.com/gantry/serve"
)

// NewRegistry makes a registry with the metrics of the Go runtime and of the process.
func NewRegistry() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return registry
}

// Server answers /metrics on Settings.Metrics until the program has drained; use it in serve.Options.Beside.
func Server(registry *prometheus.Registry) serve.Program {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{Registry: registry}))
	return serve.Beside("metrics", mux, func(s serve.Settings) int { return s.Metrics })
}

// HTTP records the duration of each request of mux in the histogram http_request_duration_seconds, in seconds, by
// code, method and route. Its buckets are Settings.Buckets, so that each threshold of an objective is the edge of one.
// The route is the pattern that matched, so that paths with an id in them don't make a series each. A handler that
// panics counts as code 500.
func HTTP(registry prometheus.Registerer, buckets []float64, mux *http.ServeMux) http.Handler {
	durations := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:                        "http_request_duration_seconds",
		Help:                        "Time from the request's header to the end of the handler.",
		Buckets:                     buckets,
		NativeHistogramBucketFactor: 1.1,
	}, []string{"code", "method", "route"})
	registry.MustRegister(durations)
	measured := promhttp.InstrumentHandlerDuration(durations, mux,
		promhttp.WithLabelFromRequest("method", method), promhttp.WithLabelFromRequest("route", route))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, finished := time.Now(), false
		defer func() {
			if !finished {
				durations.WithLabelValues("500", method(r), route(r)).Observe(time.Since(began).Seconds())
			}
		}()
		measured(w, r)
		finished = true
	})
}

func method(r *http.Request) string {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions,
		http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return r.Method
	}
	return "other"
}

func route(r *http.Request) string {
	if r.Pattern == "" {
		return "none"
	}
	return r.Pattern[strings.IndexByte(r.Pattern, '/'):]
}
