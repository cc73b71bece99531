package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrationLock is any number that nothing else in this database locks.
const migrationLock = 7270418

type migration struct {
	version   int
	statement string
}

// migrations returns the embedded files in order; the number before the underscore is the version.
func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	all := make([]migration, len(names))
	for i, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		version, numberErr := strconv.Atoi(number)
		statement, readErr := migrationFiles.ReadFile(name)
		if err := errors.Join(numberErr, readErr); err != nil {
			return nil, err
		}
		all[i] = migration{version, string(statement)}
	}
	return all, nil
}

// migrate brings the database to the newest version. Several may run at once: the lock makes the others wait, and then
// find nothing to do. Each migration is applied with its version in one transaction.
func migrate(ctx context.Context, databaseURL string) error {
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx)) // releases the lock
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	const create = `CREATE TABLE IF NOT EXISTS schema_migrations
		(version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`
	if _, err := conn.Exec(ctx, create); err != nil {
		return err
	}
	all, err := migrations()
	if err != nil {
		return err
	}
	for _, m := range all {
		if err := pgx.BeginFunc(ctx, conn, m.apply(ctx)); err != nil {
			return fmt.Errorf("migration %d: %w", m.version, err)
		}
	}
	return nil
}

func (m migration) apply(ctx context.Context) func(pgx.Tx) error {
	return func(tx pgx.Tx) error {
		added, err := tx.Exec(ctx, "INSERT INTO schema_migrations (version) VALUES ($1) ON CONFLICT DO NOTHING", m.version)
		if err != nil || added.RowsAffected() == 0 {
			return err
		}
		_, err = tx.Exec(ctx, m.statement)
		return err
	}
}

// migrated is a readiness check: this program waits for the schema that it was built for. Once that is there it stays
// so, and a database that fails later does not take all pods out of the Service at the same time.
func migrated(pool *pgxpool.Pool) func(context.Context) error {
	var done atomic.Bool
	return func(ctx context.Context) error {
		if done.Load() {
			return nil
		}
		all, err := migrations()
		if err != nil {
			return err
		}
		var version int
		if err := pool.QueryRow(ctx, "SELECT coalesce(max(version), 0) FROM schema_migrations").Scan(&version); err != nil {
			return err
		}
		need := all[len(all)-1].version
		if version < need {
			return fmt.Errorf("the database has version %d, need %d", version, need)
		}
		done.Store(true)
		return nil
	}
}
