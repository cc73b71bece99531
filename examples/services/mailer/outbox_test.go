package main

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"example.com/shop/postgrestest"
)

// outboxOf is an outbox on the table that storefront makes.
func outboxOf(t *testing.T, r relay) *outbox {
	t.Helper()
	table, err := os.ReadFile("../storefront/migrations/002_outbox.sql")
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.New(t.Context(), postgrestest.Start(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	o := &outbox{pool: pool, send: r.send, outcome: func(error) {}}
	o.exec(t, string(table))
	return o
}

func (o *outbox) exec(t *testing.T, statement string, arguments ...any) {
	t.Helper()
	if _, err := o.pool.Exec(t.Context(), statement, arguments...); err != nil {
		t.Fatal(err)
	}
}

func (o *outbox) add(t *testing.T, recipient string) {
	t.Helper()
	o.exec(t, "INSERT INTO outbox (recipient, subject, body) VALUES ($1, 'Hello', 'Hello.')", recipient)
}

func (o *outbox) deliverAll(t *testing.T) {
	t.Helper()
	for delivered := true; delivered; {
		var err error
		if delivered, err = o.deliverOne(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func (o *outbox) count(t *testing.T, where string) int {
	t.Helper()
	var n int
	if err := o.pool.QueryRow(t.Context(), "SELECT count(*) FROM outbox WHERE "+where).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWaitingMailIsSentOnce(t *testing.T) {
	s := newSink(t)
	o := outboxOf(t, s.start())
	o.add(t, "ann@shop.test")
	o.deliverAll(t)
	o.deliverAll(t)
	if got := len(s.mails); got != 1 {
		t.Errorf("got %d mails, want 1", got)
	}
	if got := o.count(t, "sent_at IS NOT NULL AND attempts = 1"); got != 1 {
		t.Errorf("got %d rows marked as sent at the first attempt, want 1", got)
	}
}

func TestMailThatIsRefusedIsPutOffAndTheOthersAreSent(t *testing.T) {
	s := newSink(t)
	s.refuse = "nobody@shop.test"
	o := outboxOf(t, s.start())
	o.add(t, s.refuse)
	o.add(t, "ann@shop.test")
	o.deliverAll(t)
	if got := o.count(t, "sent_at IS NULL AND attempts = 1 AND not_before > now() + interval '50 seconds'"); got != 1 {
		t.Errorf("got %d rows put off by a minute, want 1", got)
	}
	if got := len(s.mails); got != 1 {
		t.Errorf("got %d mails, want 1", got)
	}
}

func TestMailIsTriedAgainWhenItsTimeHasCome(t *testing.T) {
	s := newSink(t)
	o := outboxOf(t, s.start())
	o.add(t, "ann@shop.test")
	o.exec(t, "UPDATE outbox SET attempts = 3, not_before = now() - interval '1 second'")
	o.deliverAll(t)
	if got := o.count(t, "sent_at IS NOT NULL AND attempts = 4"); got != 1 {
		t.Errorf("got %d rows sent at the fourth attempt, want 1", got)
	}
}

func TestMailersThatShareAnOutboxSendEachMailOnce(t *testing.T) {
	const mails = 30
	s := newSink(t)
	o := outboxOf(t, s.start())
	for i := range mails {
		o.add(t, fmt.Sprintf("ann%d@shop.test", i))
	}
	var mailers sync.WaitGroup
	for range 4 {
		mailers.Go(func() { o.deliverAll(t) })
	}
	mailers.Wait()
	recipients := map[string]bool{}
	for len(s.mails) > 0 {
		mail := <-s.mails
		if recipients[mail[0]] {
			t.Errorf("%s got two mails", mail[0])
		}
		recipients[mail[0]] = true
	}
	if len(recipients) != mails {
		t.Errorf("got mails to %d people, want %d", len(recipients), mails)
	}
}

func TestMailThatWasBegunIsFinishedAndNoOtherIsTaken(t *testing.T) {
	s := newSink(t)
	s.hold = make(chan struct{})
	o := outboxOf(t, s.start())
	o.add(t, "ann@shop.test")
	o.add(t, "bob@shop.test")
	ctx, drain := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- o.run(ctx) }()
	<-s.begun
	drain()
	close(s.hold)
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("got %v, want no error", err)
		}
	case <-time.After(sendTimeout):
		t.Fatal("the worker goes on")
	}
	if sent, waiting := o.count(t, "sent_at IS NOT NULL"), o.count(t, "sent_at IS NULL"); sent != 1 || waiting != 1 {
		t.Errorf("got %d sent and %d waiting, want one each", sent, waiting)
	}
}
