package main

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"
)

var thanks = letter{id: 7, recipient: "ann@shop.test", subject: "Grüße", body: "Thank you.\n.\nBye.\n"}

func TestMailArrivesAsItWasWritten(t *testing.T) {
	s := newSink(t)
	if err := s.start().send(t.Context(), thanks); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"ann@shop.test",
		"From: orders@shop.example",
		"To: ann@shop.test",
		"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
		"Message-ID: <outbox-7@shop.example>",
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		"Content-Transfer-Encoding: 8bit",
		"", "Thank you.", "..", "Bye.",
	}
	if got := <-s.mails; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestRelayThatIsSilentIsGivenUpInTime(t *testing.T) {
	s := newSink(t) // takes connections and never answers
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := relay{address: s.listener.Addr().String(), from: "orders@shop.example"}.send(ctx, thanks)
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v, want a deadline that was exceeded", err)
	}
}

func TestRelayThatCannotProveItsNameGetsNoMail(t *testing.T) {
	untrusted := httptest.NewTLSServer(nil)
	t.Cleanup(untrusted.Close)
	s := newSink(t)
	s.certs = untrusted.TLS.Clone()
	s.certs.NextProtos = nil
	err := s.start().send(t.Context(), thanks)
	var refused *tls.CertificateVerificationError
	if !errors.As(err, &refused) {
		t.Errorf("got %v, want a certificate that is refused", err)
	}
}
