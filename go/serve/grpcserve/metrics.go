package grpcserve

import (
	grpcprom "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"
)

// Metrics records calls in grpc_server_handled_total, by service, method and code, and in the histogram
// grpc_server_handling_seconds, in seconds.
func Metrics(registry prometheus.Registerer) []grpc.ServerOption {
	metrics := grpcprom.NewServerMetrics(grpcprom.WithServerHandlingTimeHistogram(
		grpcprom.WithHistogramOpts(&prometheus.HistogramOpts{
			Buckets: prometheus.DefBuckets, NativeHistogramBucketFactor: 1.1,
		}),
	))
	registry.MustRegister(metrics)
	return []grpc.ServerOption{
		grpc.ChainUnaryInterceptor(metrics.UnaryServerInterceptor()),
		grpc.ChainStreamInterceptor(metrics.StreamServerInterceptor()),
	}
}
