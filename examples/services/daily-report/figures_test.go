package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
)

// prometheusWith answers each query with the vector of the first key that the query contains.
func prometheusWith(t *testing.T, vectors map[string]string) prometheus {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for key, vector := range vectors {
			if r.URL.Path == "/api/v1/query" && strings.HasPrefix(r.FormValue("query"), key) {
				fmt.Fprintf(w, `{"status": "success", "data": {"resultType": "vector", "result": [%s]}}`, vector)
				return
			}
		}
		http.Error(w, "unexpected "+r.URL.Path, http.StatusNotFound)
	}))
	t.Cleanup(server.Close)
	source, err := newPrometheus(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func sample(job, value string) string {
	return fmt.Sprintf(`{"metric": {"job": %q}, "value": [1, %q]}`, job, value)
}

func TestFiguresAreJoinedByServiceTheBusiestFirst(t *testing.T) {
	source := prometheusWith(t, map[string]string{
		rateQuery:  sample("pricing", "2") + "," + sample("storefront", "10") + "," + sample("idle", "0"),
		errorQuery: sample("storefront", "0.5"),
		p95Query:   sample("pricing", "0.004") + "," + sample("storefront", "0.25") + "," + sample("idle", "NaN"),
	})
	got, err := source.figures(t.Context(), time.Now())
	want := []figures{
		{"storefront", 10, 0.05, 250 * time.Millisecond},
		{"pricing", 2, 0, 4 * time.Millisecond},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestPrometheusThatFailsIsAnError(t *testing.T) {
	if got, err := prometheusWith(t, nil).figures(t.Context(), time.Now()); err == nil {
		t.Errorf("got %v, want an error", got)
	}
}
