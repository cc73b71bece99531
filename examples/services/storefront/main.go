// Command storefront is the public HTTP service of the shop. "storefront migrate" brings its database to the schema
// that this version needs, and ends.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
	"example.com/gantry/serve/metrics"
	"example.com/shop/pricing/pricingpb"
)

func main() {
	serve.Main(func(ctx context.Context, r *env.Reader) error {
		switch arguments := os.Args[1:]; {
		case len(arguments) == 0:
			return run(ctx, r)
		case slices.Equal(arguments, []string{"migrate"}):
			return runMigrate(ctx, r)
		default:
			return fmt.Errorf("arguments: got %q, need none or migrate", arguments)
		}
	})
}

func runMigrate(ctx context.Context, r *env.Reader) error {
	settings, database := serve.ReadSettings(r), readDatabase(r)
	if err := r.Err(); err != nil {
		return err
	}
	return serve.Run(ctx, serve.Options{Settings: settings}, serve.Worker(func(ctx context.Context) error {
		return migrate(ctx, database.ConnString())
	}))
}

func run(ctx context.Context, r *env.Reader) error {
	c, err := readConfig(r)
	if err != nil {
		return err
	}
	if c.traced {
		flush, err := startTracing(ctx)
		if err != nil {
			return err
		}
		defer flush()
	}
	pool, err := pgxpool.NewWithConfig(ctx, c.database)
	if err != nil {
		return err
	}
	defer pool.Close()
	pricing, err := dialPricing(c.pricing)
	if err != nil {
		return err
	}
	defer pricing.Close()
	registry := metrics.NewRegistry()
	s := &shop{prices: prices{pricingpb.NewPricingClient(pricing)}, orders: &orders{pool}}
	return serve.Run(ctx, serve.Options{
		Settings: c.settings,
		Ready:    []serve.Check{{Name: "schema", Probe: migrated(pool)}},
		Beside:   []serve.Program{metrics.Server(registry)},
	}, serve.HTTP(handler(registry, c.settings.Buckets, s)))
}

func handler(registry prometheus.Registerer, buckets []float64, s *shop) http.Handler {
	return otelhttp.NewHandler(metrics.HTTP(registry, buckets, s.routes()), "storefront")
}
