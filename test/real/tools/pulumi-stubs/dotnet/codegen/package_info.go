// Package codegen stands in for a module that the Go proxy does not serve: the docker-build provider puts this into its schema, and no more.
package codegen

type CSharpPackageInfo struct {
	RespectSchemaVersion bool
	PackageReferences    map[string]string
}
