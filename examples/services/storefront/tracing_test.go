package main

import (
	"context"
	"net/http"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/grpc"
)

// spans keeps the names that it is sent.
type spans struct {
	collector.UnimplementedTraceServiceServer
	names chan string
}

func (s spans) Export(_ context.Context, r *collector.ExportTraceServiceRequest) (*collector.ExportTraceServiceResponse, error) {
	for _, resource := range r.ResourceSpans {
		for _, scope := range resource.ScopeSpans {
			for _, span := range scope.Spans {
				s.names <- span.Name
			}
		}
	}
	return &collector.ExportTraceServiceResponse{}, nil
}

func TestSpansOfARequestAndItsCallReachTheCollector(t *testing.T) {
	listener, received := listen(t), spans{names: make(chan string, 10)}
	server := grpc.NewServer()
	collector.RegisterTraceServiceServer(server, received)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://"+listener.Addr().String())
	flush, err := startTracing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	shop := open(t, &shop{prices: pricingFunc(teaPot).start(t)})
	if response, _ := request(t, "GET", shop.URL+"/products/tea-pot", ""); response.StatusCode != http.StatusOK {
		t.Fatalf("got %d, want 200", response.StatusCode)
	}
	shop.Close()
	flush()
	close(received.names)
	got := map[string]bool{}
	for name := range received.names {
		got[name] = true
	}
	for _, want := range []string{"GET /products/{id}", "shop.pricing.v1.Pricing/GetPrice"} {
		if !got[want] {
			t.Errorf("no span %q among %v", want, got)
		}
	}
}
