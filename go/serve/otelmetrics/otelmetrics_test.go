package otelmetrics_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/metric"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"

	"example.com/gantry/serve/otelmetrics"
)

func meter(t *testing.T) (metric.MeterProvider, *prometheus.Registry) {
	t.Helper()
	registry := prometheus.NewRegistry()
	provider, err := otelmetrics.NewMeterProvider(registry, []float64{0.005, 0.3, 2})
	if err != nil {
		t.Fatal(err)
	}
	return provider, registry
}

func TestRequestsAreCountedInTheBuckets(t *testing.T) {
	provider, registry := meter(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /products/{id}", func(http.ResponseWriter, *http.Request) {})
	server := httptest.NewServer(otelhttp.NewHandler(mux, "shop", otelhttp.WithMeterProvider(provider)))
	defer server.Close()
	response, err := http.Get(server.URL + "/products/1")
	if err != nil {
		t.Fatal(err)
	}
	response.Body.Close()
	text := scrape(t, registry)
	if got := bounds(text, "http_server_request_duration_seconds"); got != "0.005 0.3 2 +Inf" {
		t.Errorf("got %s in\n%s", got, text)
	}
}

func TestCallsAreCountedInTheBuckets(t *testing.T) {
	provider, registry := meter(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer(grpc.StatsHandler(otelgrpc.NewServerHandler(otelgrpc.WithMeterProvider(provider))))
	healthpb.RegisterHealthServer(server, health.NewServer())
	go func() { _ = server.Serve(listener) }()
	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := healthpb.NewHealthClient(conn).Check(t.Context(), &healthpb.HealthCheckRequest{}); err != nil {
		t.Fatal(err)
	}
	server.GracefulStop() // a call is measured after its answer
	text := scrape(t, registry)
	if got := bounds(text, "rpc_server_call_duration_seconds"); got != "0.005 0.3 2 +Inf" {
		t.Errorf("got %s in\n%s", got, text)
	}
}

func TestHistogramsOfOtherUnitsKeepTheirBuckets(t *testing.T) {
	provider, registry := meter(t)
	size, err := provider.Meter("test").Int64Histogram("upload.size",
		metric.WithUnit("By"), metric.WithExplicitBucketBoundaries(1, 1024))
	if err != nil {
		t.Fatal(err)
	}
	size.Record(t.Context(), 7)
	if got := bounds(scrape(t, registry), "upload_size_bytes"); got != "1 1024 +Inf" {
		t.Errorf("got %s, want 1 1024 +Inf", got)
	}
}

func scrape(t *testing.T, registry *prometheus.Registry) string {
	t.Helper()
	answer := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	return answer.Body.String()
}

// bounds lists the values of the label le of a histogram with one series.
func bounds(text, name string) string {
	var all []string
	for line := range strings.Lines(text) {
		if _, rest, found := strings.Cut(line, `le="`); found && strings.HasPrefix(line, name+"_bucket{") {
			bound, _, _ := strings.Cut(rest, `"`)
			all = append(all, bound)
		}
	}
	return strings.Join(all, " ")
}
