package main

import (
	"fmt"
	"strings"
	"time"
)

// maxReport is what WeCom takes in one message, in bytes; Slack takes more.
const maxReport = 4096

const moreRoom = len("- and 1000000 more\n")

// render writes one line per service and leaves out the quietest ones if there are too many for one message.
func render(day time.Time, all []figures) string {
	var report strings.Builder
	fmt.Fprintf(&report, "**Services, 24 h to %s**\n", day.Format("2006-01-02 15:04 MST"))
	if len(all) == 0 {
		report.WriteString("No service had a request.\n")
	}
	for i, f := range all {
		line := fmt.Sprintf("- %s: %.1f req/s, %.2f %% errors, P95 %s\n",
			f.service, f.rate, 100*f.errors, f.p95.Round(time.Millisecond))
		if report.Len()+len(line)+moreRoom > maxReport {
			fmt.Fprintf(&report, "- and %d more\n", len(all)-i)
			break
		}
		report.WriteString(line)
	}
	return report.String()
}
