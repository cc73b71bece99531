// Command pricing answers over gRPC what a product costs.
package main

import (
	"context"

	"google.golang.org/grpc"

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
	"example.com/gantry/serve/grpcserve"
	"example.com/gantry/serve/metrics"
	"example.com/shop/pricing/pricingpb"
)

func main() { serve.Main(run) }

func run(ctx context.Context, r *env.Reader) error {
	settings := serve.ReadSettings(r)
	if err := r.Err(); err != nil {
		return err
	}
	registry := metrics.NewRegistry()
	return serve.Run(ctx, serve.Options{
		Settings: settings,
		Beside:   []serve.Program{metrics.Server(registry)},
	}, grpcserve.New(register, grpcserve.Metrics(registry, settings.Buckets)...))
}

func register(s grpc.ServiceRegistrar) {
	pricingpb.RegisterPricingServer(s, &server{prices: catalogue})
}
