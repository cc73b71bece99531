// Package java stands in for a module that the Go proxy does not serve: the docker-build provider puts this into its schema, and no more.
package java

type PackageInfo struct {
	BuildFiles                      string
	GradleNexusPublishPluginVersion string
	Dependencies                    map[string]string
}
