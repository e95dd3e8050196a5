import "reflect-metadata";
import {
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  type ExceptionFilter,
  Inject,
  Module,
  Param,
  Patch,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { AtomscaleError, createClient, type DataEntry, type DataEntryPatch } from "atomscale-client";

type Client = ReturnType<typeof createClient>;

/** What a client of this service may send; Nest hands it on as an instance of the class. */
class EntryChange {
  pipeline_status?: NonNullable<DataEntryPatch["pipeline_status"]>;
}

@Controller("entries")
class EntriesController {
  constructor(@Inject("ATOMSCALE") private readonly atomscale: Client) {}

  @Patch(":data_id")
  change(@Param("data_id") data_id: string, @Body() body: object): Promise<DataEntry> {
    return this.atomscale.updateDataEntry({ data_id }, Object.assign(new EntryChange(), body));
  }
}

@Catch(AtomscaleError)
class AtomscaleFilter implements ExceptionFilter {
  catch({ code, outcome }: AtomscaleError, host: ArgumentsHost): void {
    const status = code === "not-found" ? 404 : 502;
    host.switchToHttp().getResponse().status(status).json({ code, outcome });
  }
}

@Module({
  controllers: [EntriesController],
  providers: [{ provide: "ATOMSCALE", useFactory: () => createClient() }],
})
class AppModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule, { logger: false });
  app.useGlobalFilters(new AtomscaleFilter());
  await app.listen(0, "127.0.0.1");
  const answers: unknown[] = [];
  for (const id of ["d290f1ee-6c54-4b01-90e6-d701748f0851", "00000000-0000-4000-8000-000000000404"]) {
    const answer = await fetch(`${await app.getUrl()}/entries/${id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ pipeline_status: "success" }),
    });
    const { pipeline_status, code, outcome } = (await answer.json()) as Record<string, unknown>;
    answers.push({ http: answer.status, pipeline_status, code, outcome });
  }
  await app.close();
  console.log(JSON.stringify(answers));
}

void main();
