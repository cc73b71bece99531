package metrics_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	dto "github.com/prometheus/client_model/go"

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
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
		serveQuietly(metrics.HTTP(registry, prometheus.DefBuckets, mux), httptest.NewRequest(row.method, row.path, nil))
		if got := seen(t, registry); len(got) != 1 || got[0] != row.want {
			t.Errorf("%s %s: got %q, want %q once", row.method, row.path, got, row.want)
		}
	}
}

func TestBucketsOfTheScrapeAreThoseOfTheEnvironment(t *testing.T) {
	for _, row := range []struct{ variable, want string }{
		{"0.005,0.3,2", "0.005 0.3 2 +Inf"},
		{"", "0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf"},
	} {
		settings := serve.ReadSettings(env.New(func(name string) (string, bool) {
			return row.variable, name == "GANTRY_BUCKETS"
		}))
		registry := prometheus.NewRegistry()
		serveQuietly(metrics.HTTP(registry, settings.Buckets, http.NewServeMux()), httptest.NewRequest("GET", "/", nil))
		if got := bounds(scrape(registry)); got != row.want {
			t.Errorf("%q: got %s, want %s", row.variable, got, row.want)
		}
	}
}

func TestBucketsOfTheEnvironmentAreUsuallyThoseOfPrometheus(t *testing.T) {
	settings := serve.ReadSettings(env.New(func(string) (string, bool) { return "", false }))
	if !slices.Equal(settings.Buckets, prometheus.DefBuckets) {
		t.Errorf("got %v, want %v", settings.Buckets, prometheus.DefBuckets)
	}
}

func TestPanicReachesTheServer(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	recovered := serveQuietly(metrics.HTTP(prometheus.NewRegistry(), prometheus.DefBuckets, mux), httptest.NewRequest("GET", "/", nil))
	if err, _ := recovered.(error); !errors.Is(err, http.ErrAbortHandler) {
		t.Errorf("got %v, want %v", recovered, http.ErrAbortHandler)
	}
}

func scrape(registry *prometheus.Registry) string {
	answer := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	return answer.Body.String()
}

// bounds lists the values of the label le in a text with one histogram.
func bounds(text string) string {
	var all []string
	for line := range strings.Lines(text) {
		if _, rest, found := strings.Cut(line, `le="`); found {
			bound, _, _ := strings.Cut(rest, `"`)
			all = append(all, bound)
		}
	}
	return strings.Join(all, " ")
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
