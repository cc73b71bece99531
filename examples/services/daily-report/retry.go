package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// retry calls what until it succeeds, is refused, or ctx ends; it waits in between, first for pause, then twice as long
// each time, up to 30 s.
func retry(ctx context.Context, pause time.Duration, what func(context.Context) error) error {
	for {
		err := what(ctx)
		if err == nil || errors.Is(err, errRefused) {
			return err
		}
		slog.Warn("trying again", "after", pause, "error", err)
		select {
		case <-ctx.Done():
			return fmt.Errorf("gave up: %w", err)
		case <-time.After(pause):
			pause = min(2*pause, 30*time.Second)
		}
	}
}
