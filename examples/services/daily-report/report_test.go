package main

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func TestReportHasALinePerService(t *testing.T) {
	got := render(day, []figures{{"storefront", 12.34, 0.005, 250 * time.Millisecond}})
	want := "**Services, 24 h to 2026-03-01 08:00 UTC**\n- storefront: 12.3 req/s, 0.50 % errors, P95 250ms\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestReportSaysThatThereWasNothing(t *testing.T) {
	if got := render(day, nil); !strings.Contains(got, "No service had a request.") {
		t.Errorf("got %q", got)
	}
}

func TestReportOfManyServicesFitsOneMessageAndCountsTheRest(t *testing.T) {
	all := make([]figures, 500)
	for i := range all {
		all[i] = figures{service: fmt.Sprintf("service-%03d", i), rate: 1}
	}
	got := render(day, all)
	listed := strings.Count(got, "service-")
	if len(got) > maxReport || listed == 0 || !strings.HasSuffix(got, fmt.Sprintf("- and %d more\n", len(all)-listed)) {
		t.Errorf("got %d bytes with %d services, ending %q", len(got), listed, got[len(got)-40:])
	}
}
