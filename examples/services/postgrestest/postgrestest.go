// Package postgrestest starts a real Postgres server for a test.
package postgrestest

import (
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// Start runs an empty server in a temporary folder until the end of the test and returns the URL of its database.
// It listens on a socket in that folder and on no port. Where Postgres is not installed the test fails if CI is "true",
// and is skipped otherwise.
func Start(t *testing.T) string {
	t.Helper()
	bin := findPrograms(t)
	folder, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	as := unprivileged(t, folder)
	data := filepath.Join(folder, "data")
	run := func(program string, arguments ...string) {
		t.Helper()
		command := exec.Command(filepath.Join(bin, program), arguments...)
		command.Dir = folder
		command.SysProcAttr = as
		if output, err := command.CombinedOutput(); err != nil {
			log, _ := os.ReadFile(filepath.Join(folder, "log"))
			t.Fatalf("%s: %v\n%s%s", program, err, output, log)
		}
	}
	run("initdb", "--pgdata="+data, "--username=shop", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	run("pg_ctl", "--pgdata="+data, "--wait", "--log="+filepath.Join(folder, "log"),
		"--options=-c listen_addresses='' -c unix_socket_directories='"+folder+"' -c fsync=off", "start")
	t.Cleanup(func() { run("pg_ctl", "--pgdata="+data, "--wait", "--mode=immediate", "stop") })
	return "postgres:///postgres?" + url.Values{"host": {folder}, "user": {"shop"}}.Encode()
}

// findPrograms returns the folder of Debian's or Homebrew's server programs, which may not be in PATH.
func findPrograms(t *testing.T) string {
	t.Helper()
	if path, err := exec.LookPath("pg_ctl"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path)
		}
	}
	if found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_ctl"); len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	const hint = "Postgres is not installed: apt-get install postgresql, or brew install postgresql"
	if os.Getenv("CI") == "true" {
		t.Fatal(hint)
	}
	t.Skip(hint)
	return ""
}

// unprivileged makes root run the server as nobody, since Postgres refuses to run as root.
func unprivileged(t *testing.T, folder string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, uidErr := strconv.Atoi(nobody.Uid)
	gid, gidErr := strconv.Atoi(nobody.Gid)
	if uidErr != nil || gidErr != nil {
		t.Fatalf("nobody has the ids %q and %q", nobody.Uid, nobody.Gid)
	}
	if err := os.Chown(folder, uid, gid); err != nil {
		t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}
