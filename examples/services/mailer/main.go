// Command mailer sends the mails that wait in the shop's outbox.
package main

import (
	"context"
	"net/mail"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
	_ "golang.org/x/crypto/x509roots/fallback" // the image holds nothing but this program

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
	"example.com/gantry/serve/metrics"
)

func main() { serve.Main(run) }

type config struct {
	settings serve.Settings
	database *pgxpool.Config
	relay    relay
}

func readConfig(r *env.Reader) (config, error) {
	c := config{
		settings: serve.ReadSettings(r),
		database: readDatabase(r),
		relay: relay{
			address: r.Address("SMTP_ADDR", env.Required),
			from:    r.String("MAIL_FROM", env.Default("orders@shop.example")),
		},
	}
	if from, err := mail.ParseAddress(c.relay.from); err != nil || from.Address != c.relay.from {
		r.Refuse("MAIL_FROM: got %q, need an address such as orders@shop.example", c.relay.from)
	}
	return c, r.Err()
}

// readDatabase keeps the parser's error to itself: it quotes the URL.
func readDatabase(r *env.Reader) *pgxpool.Config {
	url := r.String("DATABASE_URL", env.Required, env.Secret)
	if url == "" {
		return nil
	}
	database, err := pgxpool.ParseConfig(url)
	if err != nil {
		r.Refuse("DATABASE_URL: got a secret value that is not shown, need postgres://user:password@host:5432/database")
	}
	return database
}

func run(ctx context.Context, r *env.Reader) error {
	c, err := readConfig(r)
	if err != nil {
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, c.database)
	if err != nil {
		return err
	}
	defer pool.Close()
	registry := metrics.NewRegistry()
	mails := &outbox{pool: pool, send: c.relay.send, outcome: countOutcomes(registry)}
	return serve.Run(ctx, serve.Options{
		Settings: c.settings,
		Ready:    []serve.Check{{Name: "database", Probe: pool.Ping}},
		Beside:   []serve.Program{metrics.Server(registry)},
	}, serve.Worker(mails.run))
}

func countOutcomes(registry prometheus.Registerer) func(error) {
	mails := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "mails_total", Help: "Attempts to send a mail, by outcome.",
	}, []string{"outcome"})
	registry.MustRegister(mails)
	sent, failed := mails.WithLabelValues("sent"), mails.WithLabelValues("failed")
	return func(err error) {
		if err != nil {
			failed.Inc()
			return
		}
		sent.Inc()
	}
}
