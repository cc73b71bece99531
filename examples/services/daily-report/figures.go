package main

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/prometheus/client_golang/api"
	promapi "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/common/model"
)

// The metrics of go/serve: HTTP programs have the first, gRPC programs the second of each pair.
const (
	rateQuery = `sum by (job) (rate(http_request_duration_seconds_count[24h]))
		or sum by (job) (rate(grpc_server_handling_seconds_count[24h]))`
	errorQuery = `sum by (job) (rate(http_request_duration_seconds_count{code=~"5.."}[24h]))
		or sum by (job) (rate(grpc_server_handled_total{grpc_code=~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"}[24h]))`
	p95Query = `histogram_quantile(0.95, sum by (job, le) (rate(http_request_duration_seconds_bucket[24h])))
		or histogram_quantile(0.95, sum by (job, le) (rate(grpc_server_handling_seconds_bucket[24h])))`
)

// figures of one service over the last 24 hours.
type figures struct {
	service string
	rate    float64 // requests per second
	errors  float64 // share of them that failed, 0 to 1
	p95     time.Duration
}

type prometheus struct{ api promapi.API }

func newPrometheus(url string) (prometheus, error) {
	client, err := api.NewClient(api.Config{Address: url})
	return prometheus{promapi.NewAPI(client)}, err
}

// figures of all services that had requests, the busiest first.
func (p prometheus) figures(ctx context.Context, at time.Time) ([]figures, error) {
	rates, err := p.query(ctx, rateQuery, at)
	if err != nil {
		return nil, err
	}
	failures, err := p.query(ctx, errorQuery, at)
	if err != nil {
		return nil, err
	}
	p95, err := p.query(ctx, p95Query, at)
	if err != nil {
		return nil, err
	}
	var all []figures
	for service, rate := range rates {
		if rate > 0 {
			latency := time.Duration(p95[service] * float64(time.Second))
			all = append(all, figures{service, rate, failures[service] / rate, latency})
		}
	}
	slices.SortFunc(all, func(a, b figures) int {
		return cmp.Or(cmp.Compare(b.rate, a.rate), cmp.Compare(a.service, b.service))
	})
	return all, nil
}

// query answers a value per job; a job without a number, as after a day without requests, is left out.
func (p prometheus) query(ctx context.Context, query string, at time.Time) (map[string]float64, error) {
	value, warnings, _, err := p.api.Query(ctx, query, at)
	if err != nil {
		return nil, err
	}
	if len(warnings) > 0 {
		return nil, fmt.Errorf("prometheus warns: %v", warnings)
	}
	vector, isVector := value.(model.Vector)
	if !isVector {
		return nil, fmt.Errorf("prometheus answered a %s, need a vector", value.Type())
	}
	values := make(map[string]float64, len(vector))
	for _, sample := range vector {
		if v := float64(sample.Value); !math.IsNaN(v) && !math.IsInf(v, 0) {
			values[string(sample.Metric["job"])] = v
		}
	}
	return values, nil
}
