package main

import (
	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
)

type config struct {
	settings serve.Settings
	database *pgxpool.Config
	pricing  string
	traced   bool
}

func readConfig(r *env.Reader) (config, error) {
	c := config{
		settings: serve.ReadSettings(r),
		database: readDatabase(r),
		pricing:  r.Address("PRICING_ADDR", env.Required),
		traced:   r.URL("OTEL_EXPORTER_OTLP_ENDPOINT") != nil,
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
