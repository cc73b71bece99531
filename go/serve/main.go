package serve

import (
	"context"
	"log/slog"
	"os"

	"example.com/gantry/serve/env"
)

// Main is the body of a program's main function: it logs JSON to stdout from LOG_LEVEL (default info) upwards, calls
// run with the environment, and ends the process with code 1 if run fails.
func Main(run func(ctx context.Context, r *env.Reader) error) {
	r := env.New(os.LookupEnv)
	level := r.Level("LOG_LEVEL", env.Default("info"))
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: level})))
	if err := run(context.Background(), r); err != nil {
		slog.Error("failed", "error", err)
		os.Exit(1)
	}
}
