// Command daily-report posts yesterday's figures of all services to a chat, once, and ends.
package main

import (
	"context"
	"net/http"
	"time"
	_ "time/tzdata" // the report names the time in the zone of the variable TZ

	_ "golang.org/x/crypto/x509roots/fallback" // the image holds nothing but this program

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
)

const (
	deadline   = 5 * time.Minute // for the whole report, with retries
	firstPause = time.Second
	perRequest = 30 * time.Second
)

func main() { serve.Main(run) }

type config struct {
	settings   serve.Settings
	prometheus string
	webhook    webhook
}

func readConfig(r *env.Reader) (config, error) {
	c := config{settings: serve.ReadSettings(r)}
	source := r.URL("PROMETHEUS_URL", env.Required)
	target := r.URL("WEBHOOK_URL", env.Required, env.Secret)
	kind := r.OneOf("WEBHOOK_KIND", []string{"wecom", "slack"}, env.Default("wecom"))
	if err := r.Err(); err != nil {
		return config{}, err
	}
	c.prometheus = source.String()
	c.webhook = webhook{kind: kind, url: target.String(), client: &http.Client{Timeout: perRequest}}
	return c, nil
}

func run(ctx context.Context, r *env.Reader) error {
	c, err := readConfig(r)
	if err != nil {
		return err
	}
	return serve.Run(ctx, serve.Options{Settings: c.settings}, serve.Worker(c.report))
}

func (c config) report(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, deadline)
	defer cancel()
	source, err := newPrometheus(c.prometheus)
	if err != nil {
		return err
	}
	now := time.Now()
	var all []figures
	err = retry(ctx, firstPause, func(ctx context.Context) error {
		all, err = source.figures(ctx, now)
		return err
	})
	if err != nil {
		return err
	}
	return retry(ctx, firstPause, func(ctx context.Context) error {
		return c.webhook.post(ctx, render(now, all))
	})
}
