// Calls each vector through the client that ogen generates into `atomscale/`.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"

	"atomscale.example/clients/atomscale"
	"github.com/google/uuid"
)

type vector struct {
	OperationID    string               `json:"operationId"`
	PathParameters map[string]uuid.UUID `json:"pathParameters"`
	Body           json.RawMessage      `json:"body"`
}

func read[T any](raw json.RawMessage) *T {
	value := new(T)
	if err := json.Unmarshal(raw, value); err != nil {
		panic(err)
	}
	return value
}

type withKey string

func (key withKey) ApiKey(context.Context, atomscale.OperationName) (atomscale.ApiKey, error) {
	return atomscale.ApiKey{APIKey: string(key)}, nil
}

func call(client *atomscale.Client, v vector) (any, error) {
	ctx := context.Background()
	ids := v.PathParameters
	switch v.OperationID {
	case "updateDataEntry":
		return client.UpdateDataEntry(ctx, read[atomscale.DataEntryPatch](v.Body),
			atomscale.UpdateDataEntryParams{DataID: ids["data_id"]})
	case "updateSampleAnnotation":
		return client.UpdateSampleAnnotation(ctx, read[atomscale.SampleAnnotationPatch](v.Body),
			atomscale.UpdateSampleAnnotationParams{
				PhysicalSampleID: ids["physical_sample_id"],
				AnnotationID:     ids["annotation_id"],
			})
	case "updateTargetMaterialLayer":
		return client.UpdateTargetMaterialLayer(ctx, read[atomscale.TargetMaterialLayerPatch](v.Body))
	}
	panic("The driver does not know " + v.OperationID + ".")
}

func main() {
	file, url, key := os.Args[1], os.Args[2], os.Args[3]
	raw, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	for index, v := range read[struct{ Vectors []vector }](raw).Vectors {
		client, err := atomscale.NewClient(fmt.Sprintf("%s/%d", url, index), withKey(key))
		if err != nil {
			panic(err)
		}
		fmt.Println(outcome(call(client, v)))
	}
}

// ogen gives each documented failure a type of its own, named after the operation and the failure.
var statuses = map[string]int{"Unauthorized": 401, "Forbidden": 403, "NotFound": 404, "UnprocessableEntity": 422}

func outcome(reply any, err error) string {
	if unexpected := new(atomscale.UnexpectedErrorStatusCode); errors.As(err, &unexpected) {
		return failure(unexpected.StatusCode, unexpected.Response)
	}
	if err != nil {
		return write(map[string]any{"crash": err.Error()})
	}
	if limited, ok := reply.(*atomscale.TooManyRequestsHeaders); ok {
		return failure(429, limited.Response)
	}
	value := reflect.ValueOf(reply).Elem()
	for name, status := range statuses {
		if strings.HasSuffix(value.Type().Name(), name) {
			return failure(status, value.Bytes())
		}
	}
	return write(map[string]any{"reply": reply})
}

func failure(status int, body []byte) string {
	return write(map[string]any{"status": status, "error": string(body)})
}

func write(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}
