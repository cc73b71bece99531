package serve_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/gantry/serve"
	"example.com/gantry/serve/env"
)

// TestMain is also the programs that the tests of whole processes run.
func TestMain(m *testing.M) {
	switch os.Getenv("SERVE_TEST_PROGRAM") {
	case "":
		os.Exit(m.Run())
	case "server":
		serve.Main(serveHello)
	case "failing":
		serve.Main(func(_ context.Context, r *env.Reader) error { return errors.Join(errBroken, r.Err()) })
	}
}

func serveHello(ctx context.Context, r *env.Reader) error {
	settings := serve.ReadSettings(r)
	settings.Pprof = ""
	listen := func(network, _ string) (net.Listener, error) { return net.Listen(network, "127.0.0.1:0") }
	return serve.Run(ctx, serve.Options{Settings: settings, Listen: listen}, serve.HTTP(hello))
}

func program(variables ...string) *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), variables...)
	return command
}

func drainProcess(t *testing.T, settle string) (*exec.Cmd, chan error) {
	t.Helper()
	command := program("SERVE_TEST_PROGRAM=server", "GANTRY_GRACE=2h", "GANTRY_SETTLE="+settle)
	log, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill() })
	awaitLine(t, log, "serving")
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	awaitLine(t, log, "draining")
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	return command, ended
}

func TestSIGTERMDrainsAndEndsWithCode0(t *testing.T) {
	_, ended := drainProcess(t, "100ms")
	if err := <-ended; err != nil {
		t.Errorf("got %v, want code 0", err)
	}
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	process, ended := drainProcess(t, "1h")
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	select {
	case err := <-ended:
		if err == nil {
			t.Error("got code 0, want another")
		}
	case <-time.After(patience):
		t.Error("the process goes on")
	}
}

func TestFailureIsLoggedAsJSONAndEndsWithCode1(t *testing.T) {
	command := program("SERVE_TEST_PROGRAM=failing", "LOG_LEVEL=loud")
	var output bytes.Buffer
	command.Stdout = &output
	err := command.Run()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 1 {
		t.Errorf("got %v, want code 1", err)
	}
	for _, part := range []string{`"level":"ERROR"`, "broken", `LOG_LEVEL: got \"loud\", need`} {
		if !strings.Contains(output.String(), part) {
			t.Errorf("%s is not in %s", part, output.String())
		}
	}
}
