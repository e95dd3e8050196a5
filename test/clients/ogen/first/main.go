package main

import (
	"context"
	"fmt"
	"os"

	"atomscale.example/clients/atomscale"
	"github.com/google/uuid"
)

type key string

func (k key) ApiKey(context.Context, atomscale.OperationName) (atomscale.ApiKey, error) {
	return atomscale.ApiKey{APIKey: string(k)}, nil
}

func main() {
	client, err := atomscale.NewClient(
		os.Getenv("ATOMSCALE_API_ENDPOINT"), // https://api.atomscale.ai
		key(os.Getenv("ATOMSCALE_API_KEY")),
	)
	if err != nil {
		panic(err)
	}
	reply, err := client.UpdateDataEntry(
		context.Background(),
		&atomscale.DataEntryPatch{
			PipelineStatus: atomscale.NewOptDataEntryPatchPipelineStatus(atomscale.DataEntryPatchPipelineStatusSuccess),
		},
		atomscale.UpdateDataEntryParams{DataID: uuid.MustParse("d290f1ee-6c54-4b01-90e6-d701748f0851")},
	)
	if err != nil {
		panic(err) // 5xx, or no response: whether the record was changed is unknown.
	}
	switch reply := reply.(type) {
	case *atomscale.DataEntry:
		fmt.Println("updated:", reply.RawName, reply.PipelineStatus)
	case *atomscale.UpdateDataEntryUnauthorized:
		fmt.Println("failed: 401", string(*reply))
	default:
		fmt.Printf("failed: %T %s\n", reply, reply)
	}
}
