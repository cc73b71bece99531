package serve

import (
	"math"
	"net"
	"strconv"
	"strings"
	"time"

	"example.com/gantry/serve/env"
)

// Settings is the contract between a program and the manifests that run it.
type Settings struct {
	Settle time.Duration // GANTRY_SETTLE: time after SIGTERM in which the program serves on. Default 5s.
	Drain  time.Duration // GANTRY_DRAIN: time after that in which work in flight may finish. Default 20s.
	Grace  time.Duration // GANTRY_GRACE: the pod's terminationGracePeriodSeconds; never below Settle + Drain. Default 30s.

	HTTP    int // GANTRY_PORT_HTTP, default 8080
	GRPC    int // GANTRY_PORT_GRPC, default 9000
	Health  int // GANTRY_PORT_HEALTH, default 8081; only workers use it
	Metrics int // GANTRY_PORT_METRICS, default 9090

	// GANTRY_PPROF: a loopback host:port, or :port for all interfaces of a pod whose network policy admits only a
	// profiler. Default 127.0.0.1:6060; empty if the variable is "off".
	Pprof string

	// GANTRY_BUCKETS: the upper bounds of the buckets of duration histograms in seconds, ascending, without +Inf.
	// Default 0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10, which are prometheus.DefBuckets.
	Buckets []float64
}

// ReadSettings reads the GANTRY_ variables; r collects what is wrong with them.
func ReadSettings(r *env.Reader) Settings {
	s := Settings{
		Settle:  r.Duration("GANTRY_SETTLE", env.Default("5s")),
		Drain:   r.Duration("GANTRY_DRAIN", env.Default("20s")),
		Grace:   r.Duration("GANTRY_GRACE", env.Default("30s")),
		HTTP:    port(r, "GANTRY_PORT_HTTP", "8080"),
		GRPC:    port(r, "GANTRY_PORT_GRPC", "9000"),
		Health:  port(r, "GANTRY_PORT_HEALTH", "8081"),
		Metrics: port(r, "GANTRY_PORT_METRICS", "9090"),
		Pprof:   pprofAddress(r),
		Buckets: buckets(r),
	}
	if s.Settle+s.Drain > s.Grace {
		r.Refuse("GANTRY_SETTLE + GANTRY_DRAIN: got %s + %s = %s, need GANTRY_GRACE (%s) or less",
			s.Settle, s.Drain, s.Settle+s.Drain, s.Grace)
	}
	return s
}

func port(r *env.Reader, name, normal string) int {
	return r.Int(name, 1, 65535, env.Default(normal))
}

func pprofAddress(r *env.Reader) string {
	const name = "GANTRY_PPROF"
	address := r.String(name, env.Default("127.0.0.1:6060"))
	if address == "off" {
		return ""
	}
	host, port, err := net.SplitHostPort(address)
	number, portErr := strconv.Atoi(port)
	if err != nil || portErr != nil || number < 1 || number > 65535 || !(host == "" || isLoopback(host)) {
		r.Refuse("%s: got %q, need off, a loopback address such as 127.0.0.1:6060, or :6060 for all interfaces", name, address)
	}
	return address
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

func buckets(r *env.Reader) []float64 {
	const name = "GANTRY_BUCKETS"
	text := r.String(name, env.Default("0.005,0.01,0.025,0.05,0.1,0.25,0.5,1,2.5,5,10"))
	var bounds []float64
	least := 0.0
	for item := range strings.SplitSeq(text, ",") {
		bound, err := strconv.ParseFloat(item, 64)
		if err != nil || !(bound > least) || math.IsInf(bound, 0) {
			r.Refuse("%s: got %q, need ascending upper bounds in seconds, such as 0.1,0.3,1", name, text)
			return nil
		}
		bounds, least = append(bounds, bound), bound
	}
	return bounds
}
