package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	pollInterval = time.Second
	sendTimeout  = 15 * time.Second // below the default GANTRY_DRAIN, so that a mail that was begun is finished
)

// An outbox is the table of waiting mails. Several mailers may share it: each row is locked by the one that sends it.
type outbox struct {
	pool    *pgxpool.Pool
	send    func(context.Context, letter) error
	outcome func(error)
}

// run delivers until ctx ends. A mail that was begun is finished.
func (o *outbox) run(ctx context.Context) error {
	for ctx.Err() == nil {
		delivered, err := o.deliverOne(context.WithoutCancel(ctx))
		if err != nil {
			slog.Error("the outbox can't be read", "error", err)
		}
		if delivered {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(pollInterval):
		}
	}
	return nil
}

// deliverOne sends the mail that has waited longest and tells whether there was one. If the process dies between
// sending and committing, the mail is sent again.
func (o *outbox) deliverOne(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout+2*time.Second)
	defer cancel()
	found := false
	err := pgx.BeginFunc(ctx, o.pool, func(tx pgx.Tx) error {
		l, err := next(ctx, tx)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		found = true
		return o.deliver(ctx, tx, l)
	})
	return found && err == nil, err
}

func next(ctx context.Context, tx pgx.Tx) (letter, error) {
	const query = `SELECT id, recipient, subject, body FROM outbox
		WHERE sent_at IS NULL AND not_before <= now()
		ORDER BY not_before LIMIT 1 FOR UPDATE SKIP LOCKED`
	var l letter
	err := tx.QueryRow(ctx, query).Scan(&l.id, &l.recipient, &l.subject, &l.body)
	return l, err
}

// deliver sends, or puts the mail off: a minute after the first failure, doubling up to about a day.
func (o *outbox) deliver(ctx context.Context, tx pgx.Tx, l letter) error {
	sendCtx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	failure := o.send(sendCtx, l)
	o.outcome(failure)
	statement := "UPDATE outbox SET sent_at = now(), attempts = attempts + 1 WHERE id = $1"
	if failure != nil {
		slog.Warn("a mail is put off", "mail", l.id, "error", failure)
		statement = `UPDATE outbox SET attempts = attempts + 1,
			not_before = now() + interval '1 minute' * power(2, least(attempts, 10)) WHERE id = $1`
	}
	_, err := tx.Exec(ctx, statement, l.id)
	return err
}
