// Package otelmetrics puts the metrics of OpenTelemetry's instrumentation on the registry that Prometheus scrapes.
//
//	provider, err := otelmetrics.NewMeterProvider(registry, settings.Buckets)
//	…
//	otel.SetMeterProvider(provider) // otelhttp and otelgrpc measure with it
package otelmetrics

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/otlptranslator"
	exporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/sdk/metric"
)

// NewMeterProvider makes a provider whose metrics appear on the registry with Prometheus' names, such as
// http_server_request_duration_seconds. The buckets of all histograms in seconds are the given ones, usually
// Settings.Buckets of package serve: those that the instrumentation asks for have no edge at 0.3 or 2 seconds.
func NewMeterProvider(registry prometheus.Registerer, buckets []float64) (*metric.MeterProvider, error) {
	reader, err := exporter.New(
		exporter.WithRegisterer(registry),
		exporter.WithTranslationStrategy(otlptranslator.UnderscoreEscapingWithSuffixes),
	)
	if err != nil {
		return nil, err
	}
	durations := metric.NewView(
		metric.Instrument{Kind: metric.InstrumentKindHistogram, Unit: "s"},
		metric.Stream{Aggregation: metric.AggregationExplicitBucketHistogram{Boundaries: buckets}},
	)
	return metric.NewMeterProvider(metric.WithReader(reader), metric.WithView(durations)), nil
}
