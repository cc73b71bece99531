/**
 * A Go program of the standard library alone that asks whether another one is well, and ends with 0 or 1: a GET, the health protocol of gRPC
 * (https://github.com/grpc/grpc/blob/master/doc/health-checking.md), or a TCP connection.
 */
export const PROBE = `package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

const timeout = 2 * time.Second

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: gantry-probe http URL | grpc HOST:PORT | tcp HOST:PORT"))
	}
	probes := map[string]func(string) error{"http": get, "grpc": check, "tcp": dial}
	probe, known := probes[os.Args[1]]
	if !known {
		fail(fmt.Errorf("%q is none of http, grpc, tcp", os.Args[1]))
	}
	if err := probe(os.Args[2]); err != nil {
		fail(err)
	}
}

func get(url string) error {
	client := http.Client{Timeout: timeout}
	answer, err := client.Get(url)
	if err != nil {
		return err
	}
	if answer.StatusCode < 200 || answer.StatusCode > 399 {
		return fmt.Errorf("%s", answer.Status)
	}
	return answer.Body.Close()
}

// serving is the message of an answer whose status is SERVING; an empty question asks for the whole server.
var serving = []byte{0, 0, 0, 0, 2, 8, 1}

func check(address string) error {
	var protocols http.Protocols
	protocols.SetUnencryptedHTTP2(true)
	client := http.Client{Timeout: timeout, Transport: &http.Transport{Protocols: &protocols}}
	question, err := http.NewRequest("POST", "http://"+address+"/grpc.health.v1.Health/Check", bytes.NewReader(make([]byte, 5)))
	if err != nil {
		return err
	}
	question.Header.Set("Content-Type", "application/grpc")
	question.Header.Set("TE", "trailers")
	answer, err := client.Do(question)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	message, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if !bytes.Equal(message, serving) {
		return fmt.Errorf("not serving: %s %s", answer.Status, answer.Trailer.Get("Grpc-Message"))
	}
	return nil
}

func dial(address string) error {
	connection, err := net.DialTimeout("tcp", address, timeout)
	if err != nil {
		return err
	}
	return connection.Close()
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
`;
