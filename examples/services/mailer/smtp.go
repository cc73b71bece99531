package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"mime"
	"net"
	"net/smtp"
	"strings"
)

type letter struct {
	id                       int64
	recipient, subject, body string
}

// A relay is the SMTP server that takes our mails.
type relay struct {
	address string // host:port
	from    string
}

// send hands one mail over; ctx bounds the whole conversation. It speaks TLS if the relay offers STARTTLS.
func (r relay) send(ctx context.Context, l letter) error {
	client, err := r.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := client.Mail(r.from); err != nil {
		return err
	}
	if err := client.Rcpt(l.recipient); err != nil {
		return err
	}
	w, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, r.compose(l)); err != nil {
		return err
	}
	// The relay has the mail once it has answered to Close; a failed Quit changes nothing about that.
	if err := w.Close(); err != nil {
		return err
	}
	_ = client.Quit()
	return nil
}

func (r relay) dial(ctx context.Context) (*smtp.Client, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", r.address)
	if err != nil {
		return nil, err
	}
	if deadline, bounded := ctx.Deadline(); bounded {
		_ = conn.SetDeadline(deadline) // fails only on a closed connection, as the next step then does
	}
	host, _, _ := net.SplitHostPort(r.address)
	client, err := smtp.NewClient(conn, host)
	if err != nil {
		conn.Close()
		return nil, err
	}
	if offered, _ := client.Extension("STARTTLS"); offered {
		if err := client.StartTLS(&tls.Config{ServerName: host}); err != nil {
			client.Close()
			return nil, err
		}
	}
	return client, nil
}

// compose gives a mail that is sent twice the same Message-ID, so that mailboxes can drop the second.
func (r relay) compose(l letter) string {
	_, domain, _ := strings.Cut(r.from, "@")
	header := []string{
		"From: " + r.from,
		"To: " + l.recipient,
		"Subject: " + mime.QEncoding.Encode("utf-8", l.subject),
		fmt.Sprintf("Message-ID: <outbox-%d@%s>", l.id, domain),
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		"Content-Transfer-Encoding: 8bit",
	}
	return strings.Join(header, "\r\n") + "\r\n\r\n" + l.body
}
