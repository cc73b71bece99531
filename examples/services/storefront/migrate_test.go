package main

import (
	"sync"
	"testing"
)

func TestMigrationsMayRunAgainAndAtTheSameTime(t *testing.T) {
	url, pool := emptyDatabase(t)
	var runs sync.WaitGroup
	for range 8 {
		runs.Go(func() {
			if err := migrate(t.Context(), url); err != nil {
				t.Error(err)
			}
		})
	}
	runs.Wait()
	all, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	var applied int
	if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM schema_migrations").Scan(&applied); err != nil {
		t.Fatal(err)
	}
	if applied != len(all) || applied == 0 {
		t.Errorf("got %d versions applied, want %d", applied, len(all))
	}
}

func TestMigrationThatFailsIsNotRecorded(t *testing.T) {
	url, pool := emptyDatabase(t)
	if _, err := pool.Exec(t.Context(), "CREATE TABLE outbox ()"); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), url); err == nil {
		t.Fatal("got no error, want one for the table that exists")
	}
	var version int
	if err := pool.QueryRow(t.Context(), "SELECT max(version) FROM schema_migrations").Scan(&version); err != nil || version != 1 {
		t.Errorf("got version %d, %v; want 1", version, err)
	}
}

func TestProgramIsReadyOnceTheSchemaIsThereAndStaysSo(t *testing.T) {
	url, pool := emptyDatabase(t)
	ready := migrated(pool)
	if err := ready(t.Context()); err == nil {
		t.Error("ready without a schema")
	}
	if err := migrate(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if err := ready(t.Context()); err != nil {
		t.Errorf("got %v, want ready", err)
	}
	pool.Close()
	if err := ready(t.Context()); err != nil {
		t.Errorf("got %v after the database is gone, want ready", err)
	}
}

func TestOlderSchemaThanNeededIsNotReady(t *testing.T) {
	pool := database(t)
	if _, err := pool.Exec(t.Context(), "DELETE FROM schema_migrations WHERE version = (SELECT max(version) FROM schema_migrations)"); err != nil {
		t.Fatal(err)
	}
	if err := migrated(pool)(t.Context()); err == nil {
		t.Error("ready with an old schema")
	}
}
