module tools/scan-reports

go 1.26.0

require (
	github.com/anchore/grype v0.116.0
	github.com/aquasecurity/trivy v0.74.0
)
