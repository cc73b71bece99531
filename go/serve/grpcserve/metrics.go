package grpcserve

import (
	grpcprom "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"
)

// Metrics records calls in grpc_server_handled_total, by service, method and code, and in the histogram
// grpc_server_handling_seconds, in seconds, whose buckets are Settings.Buckets: each threshold of an objective is the
// edge of one.
func Metrics(registry prometheus.Registerer, buckets []float64) []grpc.ServerOption {
	metrics := grpcprom.NewServerMetrics(grpcprom.WithServerHandlingTimeHistogram(
		grpcprom.WithHistogramOpts(&prometheus.HistogramOpts{
			Buckets: buckets, NativeHistogramBucketFactor: 1.1,
		}),
	))
	registry.MustRegister(metrics)
	return []grpc.ServerOption{
		grpc.ChainUnaryInterceptor(metrics.UnaryServerInterceptor()),
		grpc.ChainStreamInterceptor(metrics.StreamServerInterceptor()),
	}
}
