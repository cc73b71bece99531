// Package env reads a program's configuration from environment variables and reports every problem at once.
//
//	r := env.New(os.LookupEnv)
//	database := r.String("DATABASE_URL", env.Required, env.Secret)
//	timeout := r.Duration("TIMEOUT", env.Default("5s"))
//	if err := r.Err(); err != nil { … }
package env

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An Option says how one variable is treated.
type Option func(*variable)

// Required makes an unset variable a problem. Without Required or [Default] an unset variable reads as the zero value.
func Required(v *variable) { v.required = true }

// Secret keeps the value out of error messages.
func Secret(v *variable) { v.secret = true }

// Default is read in place of an unset variable, written as one would write it in the environment.
func Default(text string) Option {
	return func(v *variable) { v.text = text }
}

type variable struct {
	name, text       string
	required, secret bool
}

// A Reader reads variables and collects what is wrong with them.
type Reader struct {
	lookup   func(string) (string, bool)
	problems []string
}

// New makes a Reader over lookup, usually [os.LookupEnv].
// A variable that is set to the empty string counts as unset.
func New(lookup func(string) (string, bool)) *Reader {
	return &Reader{lookup: lookup}
}

// String reads any text.
func (r *Reader) String(name string, options ...Option) string {
	return read(r, name, options, "some text", func(text string) (string, bool) { return text, true })
}

// Int reads a whole number from least to most, both allowed.
func (r *Reader) Int(name string, least, most int, options ...Option) int {
	allowed := fmt.Sprintf("a whole number from %d to %d", least, most)
	return read(r, name, options, allowed, func(text string) (int, bool) {
		n, err := strconv.Atoi(text)
		return n, err == nil && n >= least && n <= most
	})
}

// Duration reads a Go duration that is not negative, such as 500ms or 1m30s.
func (r *Reader) Duration(name string, options ...Option) time.Duration {
	const allowed = "a duration of 0s or more, such as 500ms or 1m30s"
	return read(r, name, options, allowed, func(text string) (time.Duration, bool) {
		d, err := time.ParseDuration(text)
		return d, err == nil && d >= 0
	})
}

// URL reads an absolute http or https URL with a host.
func (r *Reader) URL(name string, options ...Option) *url.URL {
	return read(r, name, options, "a URL such as https://example.com/path", func(text string) (*url.URL, bool) {
		u, err := url.Parse(text)
		if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
			return nil, false
		}
		return u, true
	})
}

// Address reads host:port.
func (r *Reader) Address(name string, options ...Option) string {
	return read(r, name, options, "host:port", func(text string) (string, bool) {
		host, port, err := net.SplitHostPort(text)
		n, portErr := strconv.Atoi(port)
		return text, err == nil && portErr == nil && host != "" && n > 0 && n <= 65535
	})
}

// OneOf reads one of the values.
func (r *Reader) OneOf(name string, values []string, options ...Option) string {
	return read(r, name, options, "one of "+strings.Join(values, ", "), func(text string) (string, bool) {
		return text, slices.Contains(values, text)
	})
}

// Level reads the least severe level that is logged.
func (r *Reader) Level(name string, options ...Option) slog.Level {
	return read(r, name, options, "one of debug, info, warn, error", func(text string) (slog.Level, bool) {
		var level slog.Level
		err := level.UnmarshalText([]byte(text))
		return level, err == nil
	})
}

// Refuse adds a problem that concerns several variables together.
func (r *Reader) Refuse(format string, args ...any) {
	r.problems = append(r.problems, fmt.Sprintf(format, args...))
}

// Err is nil if every variable read so far was right, else one error that lists all problems.
func (r *Reader) Err() error {
	if len(r.problems) == 0 {
		return nil
	}
	return errors.New("configuration: " + strings.Join(r.problems, "; "))
}

func read[T any](r *Reader, name string, options []Option, allowed string, parse func(string) (T, bool)) T {
	v := variable{name: name}
	for _, option := range options {
		option(&v)
	}
	if text, _ := r.lookup(name); text != "" {
		v.text = text
	}
	var zero T
	if v.text == "" {
		if v.required {
			r.Refuse("%s: not set, need %s", name, allowed)
		}
		return zero
	}
	value, ok := parse(v.text)
	if !ok {
		r.Refuse("%s: got %s, need %s", name, v.shown(), allowed)
		return zero
	}
	return value
}

func (v variable) shown() string {
	if v.secret {
		return "a secret value that is not shown"
	}
	return strconv.Quote(v.text)
}
