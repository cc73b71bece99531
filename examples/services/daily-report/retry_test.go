package main

import (
	"context"
	"errors"
	"testing"
	"time"
)

var errBusy = errors.New("busy")

func TestFailureIsTriedAgainUntilItSucceeds(t *testing.T) {
	calls := 0
	err := retry(t.Context(), time.Millisecond, func(context.Context) error {
		if calls++; calls < 3 {
			return errBusy
		}
		return nil
	})
	if err != nil || calls != 3 {
		t.Errorf("got %v after %d calls, want success after 3", err, calls)
	}
}

func TestRefusalIsNotTriedAgain(t *testing.T) {
	calls := 0
	err := retry(t.Context(), time.Hour, func(context.Context) error { calls++; return errRefused })
	if !errors.Is(err, errRefused) || calls != 1 {
		t.Errorf("got %v after %d calls, want %v after one", err, calls, errRefused)
	}
}

func TestRetryingEndsAtTheDeadlineWithTheLastFailure(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := retry(ctx, time.Millisecond, func(context.Context) error { return errBusy }); !errors.Is(err, errBusy) {
		t.Errorf("got %v, want %v", err, errBusy)
	}
}
