package metrics_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"example.com/gantry/serve"
	"example.com/gantry/serve/metrics"
)

func TestMetricsAreServedOnTheirOwnPortUntilTheProgramEnds(t *testing.T) {
	address, ctx, began := make(chan string, 1), t.Context(), make(chan struct{})
	listen := func(network, asked string) (net.Listener, error) {
		listener, err := net.Listen(network, "127.0.0.1:0")
		if err == nil && asked == ":9090" {
			address <- listener.Addr().String()
		}
		return listener, err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- serve.Run(ctx, serve.Options{
			Settings: serve.Settings{Settle: time.Hour, Drain: 10 * time.Second, Health: 8081, Metrics: 9090},
			Beside:   []serve.Program{metrics.Server(metrics.NewRegistry())},
			Listen:   listen,
		}, serve.Worker(func(ctx context.Context) error {
			<-ctx.Done()
			<-began
			return nil
		}))
	}()
	url := "http://" + <-address + "/metrics"
	stop()
	body := fetch(t, url)
	for _, name := range []string{"go_goroutines", "process_cpu_seconds_total"} {
		if !strings.Contains(body, "\n"+name+" ") {
			t.Errorf("%s is missing", name)
		}
	}
	close(began)
	if err := <-ended; err != nil {
		t.Errorf("got %v, want no error", err)
	}
}

func fetch(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestRequestsAreMeasuredByCodeMethodAndRoute(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /products/{id}", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /orders", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusCreated) })
	mux.HandleFunc("/broken", func(http.ResponseWriter, *http.Request) { panic("broken") })
	for _, row := range []struct{ method, path, want string }{
		{"GET", "/products/1", "200 GET /products/{id}"},
		{"POST", "/orders", "201 POST /orders"},
		{"GET", "/nothing", "404 GET none"},
		{"BREW", "/broken", "500 other /broken"},
	} {
		registry := prometheus.NewRegistry()
		serveQuietly(metrics.HTTP(registry, mux), httptest.NewRequest(row.method, row.path, nil))
		if got := seen(t, registry); len(got) != 1 || got[0] != row.want {
			t.Errorf("%s %s: got %q, want %q once", row.method, row.path, got, row.want)
		}
	}
}

func TestPanicReachesTheServer(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	recovered := serveQuietly(metrics.HTTP(prometheus.NewRegistry(), mux), httptest.NewRequest("GET", "/", nil))
	if err, _ := recovered.(error); !errors.Is(err, http.ErrAbortHandler) {
		t.Errorf("got %v, want %v", recovered, http.ErrAbortHandler)
	}
}

// serveQuietly returns what the handler panicked with.
func serveQuietly(handler http.Handler, r *http.Request) (recovered any) {
	defer func() { recovered = recover() }()
	handler.ServeHTTP(httptest.NewRecorder(), r)
	return nil
}

// seen lists "code method route" of each series with one request.
func seen(t *testing.T, registry *prometheus.Registry) []string {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			if family.GetName() == "http_request_duration_seconds" && metric.GetHistogram().GetSampleCount() == 1 {
				all = append(all, labels(metric))
			}
		}
	}
	return all
}

func labels(metric *dto.Metric) string {
	values := make([]string, 0, 3)
	for _, pair := range metric.GetLabel() {
		values = append(values, pair.GetValue())
	}
	return strings.Join(values, " ")
}
