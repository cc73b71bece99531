package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net"
	"strings"
	"testing"
)

// A sink is an SMTP server that keeps what it is sent.
type sink struct {
	listener net.Listener
	refuse   string        // the recipient that is answered 550
	certs    *tls.Config   // set: STARTTLS is offered
	hold     chan struct{} // set: the mail is accepted once this is closed
	begun    chan struct{} // a mail has begun
	mails    chan []string // recipient, then the lines
}

func newSink(t *testing.T) *sink {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return &sink{listener: listener, begun: make(chan struct{}, 100), mails: make(chan []string, 100)}
}

func (s *sink) start() relay {
	go func() {
		for {
			conn, err := s.listener.Accept()
			if err != nil {
				return
			}
			go s.talk(conn)
		}
	}()
	return relay{address: s.listener.Addr().String(), from: "orders@shop.example"}
}

func (s *sink) talk(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	answer := func(text string) { fmt.Fprintf(conn, "%s\r\n", text) }
	answer("220 sink")
	recipient := ""
	for lines.Scan() {
		switch verb, rest, _ := strings.Cut(lines.Text(), " "); verb {
		case "EHLO":
			if s.certs != nil {
				answer("250-sink")
				answer("250 STARTTLS")
				continue
			}
			answer("250 sink")
		case "STARTTLS":
			answer("220 go on")
			conn = tls.Server(conn, s.certs)
			lines = bufio.NewScanner(conn)
		case "RCPT":
			recipient = strings.Trim(strings.TrimPrefix(rest, "TO:"), "<>")
			if recipient == s.refuse {
				answer("550 no such mailbox")
				return
			}
			answer("250 ok")
		case "DATA":
			answer("354 go on")
			s.take(lines, recipient)
			answer("250 taken")
		default:
			answer("250 ok")
		}
	}
}

func (s *sink) take(lines *bufio.Scanner, recipient string) {
	mail := []string{recipient}
	for lines.Scan() && lines.Text() != "." {
		mail = append(mail, lines.Text())
	}
	s.begun <- struct{}{}
	if s.hold != nil {
		<-s.hold
	}
	s.mails <- mail
}
